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
    /// them, may begin one.
    func fit(_ column: Int) -> Fit {
        guard let inner = blocks.first(where: { $0.column >= column }), inner.column != column
        else { return .fits }
        return .between(
            outer: blocks.last { $0.column < column }?.column, inner: inner.column)
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
