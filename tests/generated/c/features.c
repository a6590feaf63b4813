// SPDX-License-Identifier: MIT
/* What generated C has beside the encoding and decoding that run.py proves. Says which line does not hold. */
#include "packed.h"
#include "plug_builders.h"
#include "shop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            printf("features.c:%d: %s\n", __LINE__, #condition);                                                       \
            ++failures;                                                                                                \
        }                                                                                                              \
    } while (0)

static bool text_is(wb_text text, const char *wanted)
{
    return wb_text_equal(text, wb_text_of(wanted));
}

static void test_builder(void)
{
    plug_PluginList_tentative *builder = NewPluginListBuilder();
    plug_Plugin_tentative *plugin = BeginPlugin(builder);
    SetPluginVendor(plugin, "Acme"); /* in any order */
    SetPluginId(plugin, 42);
    SetPlugin_name(plugin, "Reverb");
    plug_Parameter_tentative *wet = BeginParameter(plugin);
    SetParameterName(wet, "wet");
    AddParameterValue(wet, 0.5);
    plug_Parameter_tentative *dry = BeginPlugin_parameters(plugin);
    SetParameterName(dry, "dry");
    DiscardParameter(plugin, dry);
    BeginPlugin(builder); /* everything left out */
    const wb_serial_data data = FinalizePluginList(builder);
    CHECK(data.error == WB_OK);

    wb_arena arena;
    plug_PluginList list;
    wb_arena_init(&arena);
    CHECK(plug_PluginList_decode(&list, &arena, data.data, data.len, NULL).error == WB_OK);
    CHECK(list.plugins.count == 2 && !list.has_owner);
    const plug_Plugin first = list.plugins.items[0];
    CHECK(first.id == 42 && text_is(first.name, "Reverb") && text_is(first.vendor, "Acme"));
    CHECK(first.parameters.count == 1 && text_is(first.parameters.items[0].name, "wet"));
    CHECK(first.parameters.items[0].values.count == 1);
    CHECK(list.plugins.items[1].id == 0 && list.plugins.items[1].parameters.count == 0);
    wb_arena_free(&arena);
    DestroyPluginListBuilder(builder);
}

static wb_error late_scalar(void)
{
    plug_PluginList_tentative *const builder = NewPluginListBuilder();
    plug_Plugin_tentative *const plugin = BeginPlugin(builder);
    BeginParameter(plugin);
    SetPluginId(plugin, 1);
    SetPluginId(NULL, 1); /* what failed to begin takes nothing */
    const wb_serial_data data = FinalizePluginList(builder);
    const wb_error error = data.data == NULL ? data.error : WB_OK;
    DestroyPluginListBuilder(builder);
    return error;
}

static wb_error long_text(size_t size)
{
    char *const text = malloc(size + 1);
    if (text == NULL)
        return WB_OUT_OF_MEMORY;
    memset(text, 'x', size);
    text[size] = '\0';
    plug_Owner_tentative *const builder = NewOwnerBuilder();
    SetOwnerName(builder, text);
    const wb_error error = FinalizeOwner(builder).error;
    DestroyOwnerBuilder(builder);
    free(text);
    return error;
}

static void test_builder_errors(void)
{
    CHECK(late_scalar() == WB_BUILDER_ORDER);
    CHECK(long_text(1u << 20) == WB_OK);
    CHECK(long_text((2u << 20) - 4) == WB_OK);
    CHECK(long_text((2u << 20) - 3) == WB_TENTATIVE_TOO_LARGE);
    CHECK(long_text((10u << 20) + 1) == WB_LIMIT_STRING);
}

static void test_buffers(void)
{
    uint8_t few[8];
    uint8_t bytes[64];
    size_t written = 0;
    size_t size = 0;
    plug_Point points[2] = {{1, 2, 3}, {4, 5, 6}};
    plug_Mesh mesh;
    memset(&mesh, 0, sizeof mesh);
    mesh.points.items = points;
    mesh.points.count = 2;
    CHECK(plug_Mesh_encoded_size(&mesh, NULL, &size).error == WB_OK && size == 28);
    CHECK(plug_Mesh_encode(&mesh, few, sizeof few, &written, NULL).error == WB_BUFFER_TOO_SMALL && written == 28);
    CHECK(plug_Mesh_encode(&mesh, bytes, sizeof bytes, &written, NULL).error == WB_OK && written == 28);
    wb_arena arena;
    plug_Mesh back;
    wb_arena_init(&arena);
    CHECK(plug_Mesh_decode(&back, &arena, bytes, written, NULL).error == WB_OK);
    CHECK(plug_Mesh_equal(&mesh, &back));
    back.points.items[1].z = 7;
    CHECK(!plug_Mesh_equal(&mesh, &back));
    const wb_status cut = plug_Mesh_decode(&back, &arena, bytes, written - 1, NULL);
    CHECK(cut.error == WB_TRUNCATED && strcmp(wb_error_name(cut.error), "truncated") == 0);
    wb_arena_free(&arena);
}

/* A struct that leads back to itself is held by a pointer. Where the format has no way to say that it is not there, a
   null pointer stands for zero. */
static void test_empty_boxes(void)
{
    uint8_t bytes[16];
    size_t written = 0;
    wb_arena arena;
    plug_Track track;
    plug_Track back;
    plug_Effect *effect = NULL;
    memset(&track, 0, sizeof track);
    wb_arena_init(&arena);
    CHECK(plug_Track_encode(&track, bytes, sizeof bytes, &written, NULL).error == WB_OK && written == 6);
    CHECK(plug_Track_decode(&back, &arena, bytes, written, NULL).error == WB_OK);
    CHECK(back.effect != NULL && back.effect->side == NULL && back.effect->level == 0);
    effect = back.effect;
    wb_arena_reset(&arena); /* The same memory serves again. */
    CHECK(plug_Track_decode(&back, &arena, bytes, written, NULL).error == WB_OK && back.effect == effect);
    wb_arena_free(&arena);
}

static void test_clone(void)
{
    static const char json[] = "{\"id\":7,\"count\":1,\"payment\":{\"@type\":\"Card\",\"number\":\"12\"},"
                               "\"notes\":{\"a\":1},\"next\":{\"id\":8,\"count\":2,\"notes\":{}}}";
    wb_arena arena;
    wb_arena other;
    wb_buffer text = {NULL, 0, 0};
    shop_Order order;
    shop_Order copy;
    wb_arena_init(&arena);
    wb_arena_init(&other);
    CHECK(shop_Order_from_json(&order, &arena, json, sizeof json - 1).error == WB_OK);
    CHECK(order.payment.type == shop_Payment_is_Card && text_is(order.payment.held.as_Card->number, "12"));
    CHECK(order.next != NULL && order.next->id == 8);
    CHECK(shop_Order_clone(&copy, &order, &other).error == WB_OK && shop_Order_equal(&copy, &order));
    wb_arena_free(&arena); /* the copy needs nothing of it */
    CHECK(shop_Order_to_json(&copy, &text).error == WB_OK);
    CHECK(text_is((wb_text){(const char *)text.data, text.size}, json));
    CHECK(shop_Order_validate(&copy, NULL).error == WB_OK);
    copy.next->count = 100;
    CHECK(shop_Order_validate(&copy, NULL).error == WB_VALIDATE);
    wb_buffer_free(&text);
    wb_arena_free(&other);
}

static void test_zero_copy(void)
{
    static const uint8_t bytes[] = {2, 0, 0, 0, 'h', 'i'};
    wb_options options = plug_schema.limits;
    wb_arena arena;
    plug_Owner owner;
    wb_arena_init(&arena);
    options.zero_copy = true;
    CHECK(plug_Owner_decode(&owner, &arena, bytes, sizeof bytes, &options).error == WB_OK);
    CHECK((const uint8_t *)owner.name.data == bytes + 4 && owner.name.size == 2);
    CHECK(plug_Owner_decode(&owner, &arena, bytes, sizeof bytes, NULL).error == WB_OK);
    CHECK((const uint8_t *)owner.name.data != bytes + 4 && strcmp(owner.name.data, "hi") == 0);
    wb_arena_free(&arena);
}

static void test_packed_fields(void)
{
    uint8_t packed[2] = {5, 0};
    uint8_t version = 0;
    int8_t level = 0;
    bool ready = false;
    CHECK(packed_Packed_version_get(packed, &version) && version == 5);
    CHECK(!packed_Packed_level_get(packed, &level)); /* absent */
    CHECK(packed_Packed_level_set(packed, -3) && packed_Packed_level_get(packed, &level) && level == -3);
    CHECK(!packed_Packed_level_set(packed, 16) && packed_Packed_level_get(packed, &level) && level == -3);
    CHECK(packed_Packed_ready_set(packed, true) && packed_Packed_ready_get(packed, &ready) && ready);
    CHECK(((unsigned)packed[0] & packed_Packed_version_MASK) == 5 && packed_Packed_ready_OFFSET == 10);
}

enum { MANY = 400000 };

static wb_error bulk_within(const wb_buffer *bytes, uint64_t milliseconds)
{
    wb_options options = shop_schema.limits;
    wb_arena arena;
    shop_Bulk bulk;
    wb_arena_init(&arena);
    options.milliseconds = milliseconds;
    const wb_error error = shop_Bulk_decode(&bulk, &arena, bytes->data, bytes->size, &options).error;
    wb_arena_free(&arena);
    return error;
}

static void check_time(const shop_Bulk *bulk)
{
    wb_buffer bytes = {NULL, 0, 0};
    CHECK(shop_Bulk_append(bulk, &bytes, NULL).error == WB_OK);
    CHECK(bulk_within(&bytes, 0) == WB_OK);
    CHECK(bulk_within(&bytes, shop_schema.limits.milliseconds) == WB_OK);
    CHECK(bulk_within(&bytes, 1) == WB_LIMIT_TIME);
    wb_buffer_free(&bytes);
}

static void test_time(void)
{
    wb_arena arena;
    wb_arena_init(&arena);
    shop_Bulk structs = {0};
    shop_Bulk arrays = {0};
    shop_Bulk maps = {0};
    int32_t one = 1;
    structs.cards.items = wb_arena_alloc(&arena, MANY * sizeof *structs.cards.items);
    arrays.rows.items = wb_arena_alloc(&arena, MANY * sizeof *arrays.rows.items);
    maps.names.items = wb_arena_alloc(&arena, MANY * sizeof *maps.names.items);
    CHECK(structs.cards.items != NULL && arrays.rows.items != NULL && maps.names.items != NULL);
    if (failures == 0) {
        structs.cards.count = arrays.rows.count = maps.names.count = MANY;
        for (uint32_t i = 0; i < MANY; ++i) {
            arrays.rows.items[i].items = &one;
            arrays.rows.items[i].count = 1;
            maps.names.items[i].key = i;
        }
        check_time(&structs);
        check_time(&arrays);
        check_time(&maps);
    }
    CHECK(shop_schema.limits.milliseconds == 30000);
    CHECK(strcmp(wb_error_name(WB_LIMIT_TIME), "limit-time") == 0);
    const wb_buffer nothing = {NULL, 0, 0};
    CHECK(bulk_within(&nothing, 1) == WB_OK);
    wb_arena_free(&arena);
}

/* Values without tags, each as short as can be. */
static void test_time_of_lists(void)
{
    const size_t size = 4 + (size_t)MANY * 4;
    uint8_t *const bytes = calloc(size, 1);
    plug_Parameter parameter;
    plug_Words words;
    wb_options options = plug_schema.limits;
    wb_arena arena;
    CHECK(bytes != NULL);
    if (bytes == NULL)
        return;
    wb_arena_init(&arena);
    for (unsigned i = 0; i < 4; ++i)
        bytes[i] = (uint8_t)((unsigned)MANY >> (8 * i));
    CHECK(options.milliseconds == 30000);
    CHECK(plug_Words_decode(&words, &arena, bytes, size, &options).error == WB_OK && words.words.count == MANY);
    options.milliseconds = 1;
    CHECK(plug_Words_decode(&words, &arena, bytes, size, &options).error == WB_LIMIT_TIME);
    CHECK(plug_Parameter_decode(&parameter, &arena, bytes + 4, 10, &options).error == WB_OK);
    wb_arena_free(&arena);
    free(bytes);
}

int main(void)
{
    test_builder();
    test_builder_errors();
    test_buffers();
    test_empty_boxes();
    test_clone();
    test_zero_copy();
    test_packed_fields();
    test_time();
    test_time_of_lists();
    if (failures == 0)
        printf("done\n");
    return failures == 0 ? 0 : 1;
}
