// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_encoding.h"
#include "core/formats/cramberry/cramberry_lower.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wirebench::cramberry {

/// Makes the nodes of types. Structs have theirs from the start, so that types may be recursive.
class TypeLowering {
public:
    TypeLowering(const Model& model, Plan& plan);

    /// The node of a struct's content.
    NodeIndex structNode(DeclIndex decl) const { return m_nodeOfDecl[decl]; }
    /// The node of a type without its optional, in the normal form or in an encoding.
    NodeIndex typeNode(TypeIndex type, Encoding encoding = {});
    /// Adds every struct to Plan::referenceTypes, by ascending id, for who makes the node that takes them; gives their
    /// number.
    std::uint32_t addMessageTypes();
    NodeIndex addNode(const Node& node);
    SlotIndex addSlot(NodeIndex node, NodeIndex owner, std::string_view name);
    /// `Order`, or `package.Order` where another package has an `Order` as well.
    const std::string& shownName(DeclIndex decl) const;

private:
    void addStructNodes();
    Node leaf(Op op, Meaning meaning, std::string_view name);
    NodeIndex primitiveNode(const TypeExpr& type);
    Node varintNode(const TypeExpr& type, bool zigzag);
    Node contentNode(Meaning meaning, std::string_view name, std::uint64_t capacity);
    NodeIndex enumNode(DeclIndex decl);
    NodeIndex bytesNode(const TypeExpr& type, Encoding encoding);
    NodeIndex seriesNode(const TypeExpr& type, Encoding encoding);
    NodeIndex mapNode(const TypeExpr& type);
    NodeIndex interfaceNode(DeclIndex decl);
    NodeIndex anyNode();
    NodeIndex referenceNode(std::string_view name, Discrimination by);
    void addReferencedStructs(NodeIndex owner, std::vector<DeclIndex> decls, DeclIndex interface);

    const Model& m_model;
    const Schema& m_schema;
    Plan& m_plan;
    std::vector<NodeIndex> m_nodeOfDecl; // of structs, enums and interfaces
    std::unordered_map<std::string, NodeIndex> m_nodeOfType; // by spelling and encoding, of types that name no struct
    std::unordered_map<std::string_view, std::size_t> m_uses; // how many structs have a name
    NodeIndex m_anyNode = kNoIndex;
};

} // namespace wirebench::cramberry
