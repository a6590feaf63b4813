// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/view_settings.h"

#include "app/window/document_views.h"
#include "widgets/bit_grid_panel.h"
#include "widgets/code_view.h"
#include "widgets/hex_view.h"

#include <QScopedValueRollback>
#include <QSettings>

#include <utility>

namespace wirebench {

namespace {

constexpr auto kOrderKey = "grid/order";
constexpr auto kWireOrder = "wire";

const std::pair<const char*, bool HexViewOptions::*> kHexSwitches[] = {
    {"hex/decimal-offsets", &HexViewOptions::decimalOffsets}, {"hex/upper-case", &HexViewOptions::upperCase},
    {"hex/grey-zeros", &HexViewOptions::greyZeros},           {"hex/text", &HexViewOptions::showText},
    {"hex/overview", &HexViewOptions::showOverview},
};

const std::pair<const char*, bool GenerateFeatures::*> kCodeParts[] = {
    {"code/json", &GenerateFeatures::json},         {"code/validation", &GenerateFeatures::validation},
    {"code/builders", &GenerateFeatures::builders}, {"code/equals", &GenerateFeatures::equals},
    {"code/clone", &GenerateFeatures::clone},       {"code/dispatch", &GenerateFeatures::dispatch},
    {"code/pools", &GenerateFeatures::pools},       {"code/hooks", &GenerateFeatures::hooks},
};

CodeChoice readCode(const QSettings& settings)
{
    CodeChoice choice;
    choice.target = settings.value("code/language").toString().toStdString();
    for (const auto& [key, member] : kCodeParts)
        choice.features.*member = settings.value(key, false).toBool();
    return choice;
}

HexViewOptions readHex(const QSettings& settings)
{
    HexViewOptions options;
    options.bytesPerRow = std::min(256u, settings.value("hex/bytes-a-row", options.bytesPerRow).toUInt());
    options.groupSize = std::min(256u, settings.value("hex/group", options.groupSize).toUInt());
    const unsigned cells = settings.value("hex/cells", unsigned(options.cells)).toUInt();
    if (cells <= unsigned(HexCells::Binary))
        options.cells = static_cast<HexCells>(cells);
    for (const auto& [key, member] : kHexSwitches)
        options.*member = settings.value(key, options.*member).toBool();
    return options;
}

} // namespace

ViewSettings::ViewSettings(QSettings& settings, QObject* parent)
    : QObject(parent), m_settings(settings), m_hex(readHex(settings)), m_code(readCode(settings))
{
    const unsigned bits = settings.value("grid/bits-a-row", m_grid.bitsPerRow).toUInt();
    if (bits == 8 || bits == 16 || bits == 32 || bits == 64)
        m_grid.bitsPerRow = bits;
    const QString order = settings.value(kOrderKey, kWireOrder).toString();
    if (order == QLatin1String("lsb"))
        m_grid.order = BitOrder::LsbFirst;
    else if (order == QLatin1String("msb"))
        m_grid.order = BitOrder::MsbFirst;
    m_grid.zoom = std::clamp(settings.value("grid/zoom", m_grid.zoom).toInt(), 50, 400);
}

void ViewSettings::add(DocumentViews& views)
{
    std::erase_if(m_views, [](const QPointer<DocumentViews>& known) { return known.isNull(); });
    m_views.emplace_back(&views);
    apply(views);
    connect(&views.hex(), &HexView::optionsChanged, this, [this, &views] { hexChosen(views.hex().options()); });
    connect(views.grid().view(), &BitGridView::optionsChanged, this, [this, &views] {
        const BitGridView& view = *views.grid().view();
        gridChosen({view.bitsPerRow(), view.bitOrder(), view.zoom()});
    });
    connect(&views.code(), &CodeView::choiceChanged, this, [this, &views] { codeChosen(views); });
}

void ViewSettings::apply(DocumentViews& views) const
{
    views.hex().setOptions(m_hex);
    BitGridView& grid = *views.grid().view();
    grid.setBitsPerRow(m_grid.bitsPerRow);
    grid.setBitOrder(m_grid.order);
    grid.setZoom(m_grid.zoom);
    views.code().setChoice(QString::fromStdString(m_code.target), m_code.features);
}

void ViewSettings::codeChosen(const DocumentViews& views)
{
    const CodeChoice choice{views.code().target().toStdString(), views.code().features()};
    if (m_sharing || choice == m_code)
        return;
    m_code = choice;
    m_settings.setValue("code/language", QString::fromStdString(choice.target));
    for (const auto& [key, member] : kCodeParts)
        m_settings.setValue(key, choice.features.*member);
    shareWithAll();
}

void ViewSettings::hexChosen(const HexViewOptions& options)
{
    if (m_sharing || options == m_hex)
        return;
    m_hex = options;
    m_settings.setValue("hex/bytes-a-row", options.bytesPerRow);
    m_settings.setValue("hex/group", options.groupSize);
    m_settings.setValue("hex/cells", unsigned(options.cells));
    for (const auto& [key, member] : kHexSwitches)
        m_settings.setValue(key, options.*member);
    shareWithAll();
}

void ViewSettings::gridChosen(const Grid& grid)
{
    if (m_sharing || grid == m_grid)
        return;
    m_grid = grid;
    m_settings.setValue("grid/bits-a-row", grid.bitsPerRow);
    m_settings.setValue(kOrderKey, !grid.order ? kWireOrder : *grid.order == BitOrder::LsbFirst ? "lsb" : "msb");
    m_settings.setValue("grid/zoom", grid.zoom);
    shareWithAll();
}

void ViewSettings::shareWithAll()
{
    const QScopedValueRollback sharing(m_sharing, true);
    for (const QPointer<DocumentViews>& views : m_views) {
        if (views)
            apply(*views);
    }
}

} // namespace wirebench
