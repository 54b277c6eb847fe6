/// The mappings and lists that are open at a line, told apart by their columns.
struct BlockStack {
    enum Kind {
        case mapping
        case list
    }

    private struct Block {
        var column: Int
        var kind: Kind
        var keys: [String: Int] = [:]
    }

    private var blocks: [Block] = []

    var depth: Int { blocks.count }

    /// How the column of a line fits the blocks that are open.
    enum Fit: Equatable {
        case fits
        /// Between two levels; the columns the line could stand at.
        case between(outer: Int?, inner: Int)
    }

    /// Whether a line at this column continues a block or, deeper than all of
    /// them, may begin one. A key never stands below the dash of an item; it
    /// belongs to the keys of that item.
    func fit(_ column: Int, isKey: Bool) -> Fit {
        guard let index = blocks.firstIndex(where: { $0.column >= column }) else { return .fits }
        let inner = blocks[index]
        if inner.column == column {
            guard isKey, inner.kind == .list, index + 1 < blocks.count,
                blocks[index + 1].kind == .mapping
            else { return .fits }
            return .between(outer: nil, inner: blocks[index + 1].column)
        }
        return .between(outer: index > 0 ? blocks[index - 1].column : nil, inner: inner.column)
    }

    /// Whether a list, and no mapping, stands open at exactly this column.
    func isList(at column: Int) -> Bool {
        blocks.first { $0.column == column }?.kind == .list
    }

    /// Whether a mapping stands open at exactly this column.
    func isMapping(at column: Int) -> Bool {
        blocks.contains { $0.column == column && $0.kind == .mapping }
    }

    /// Where the blocks of one kind stand, the outermost first.
    func columns(of kind: Kind) -> [Int] {
        blocks.filter { $0.kind == kind }.map(\.column)
    }

    /// Enters a key; the line on which the same key stands already, if one does.
    mutating func enter(key: String, at column: Int, line: Int) -> Int? {
        blocks.removeAll { $0.column > column }
        if let top = blocks.last, top.column == column, top.kind == .list { blocks.removeLast() }
        if blocks.last?.column != column { blocks.append(Block(column: column, kind: .mapping)) }
        let earlier = blocks[blocks.count - 1].keys[key]
        if earlier == nil { blocks[blocks.count - 1].keys[key] = line }
        return earlier
    }

    mutating func enterItem(at column: Int) {
        blocks.removeAll { $0.column > column }
        if let top = blocks.last, top.column == column, top.kind == .list { return }
        blocks.append(Block(column: column, kind: .list))
    }
}
