import Newswire
import Synchronization

/// The names of one language by the stems of their words, so that declined and
/// inflected ones are found: `Северной Корее`, `syrische`, `Suriyeli`.
///
/// Made for a language when the first text in it is read, and kept.
final class StemmedPlaceNames: Sendable {
    /// A tree of stems.
    struct Tree: Sendable {
        private(set) var tree = NameTree()
        /// By node: the numbers of names whose words have these stems.
        private var names: [UInt32: [UInt32]] = [:]

        var isEmpty: Bool { names.isEmpty }

        func names(at node: UInt32) -> [UInt32] { names[node] ?? [] }

        fileprivate mutating func add(_ name: UInt32, _ words: [UInt64]) {
            guard !words.isEmpty else { return }
            let node = tree.node(of: words)
            names[node, default: []].append(name)
        }
    }

    private let trees = Mutex<[String: Tree?]>([:])

    /// Nil for languages whose names don't differ by endings that we know.
    func tree(of language: StemmedLanguage?, _ names: PlaceNames) -> Tree? {
        guard let language else { return nil }
        return trees.withLock { trees in
            if let known = trees[language.rawValue] { return known }
            let tree = Self.make(language, names)
            trees[language.rawValue] = .some(tree)
            return tree
        }
    }

    private static func make(_ language: StemmedLanguage, _ names: PlaceNames) -> Tree? {
        guard let number = names.number(of: language.rawValue) else { return nil }
        let stemmers = Stemmers()
        var tree = Tree()
        for (index, name) in names.all.enumerated() where name.language == number {
            // In other languages a place has one form, and its stem is that of
            // another word.
            guard name.traits.isDisjoint(with: [.acronym, .off]) else { continue }
            if language == .german, name.kind != .demonym {
                tree.add(UInt32(index), genitive(of: names.text(of: name), names.hash))
                continue
            }
            guard language.inflectsNames || language == .turkish || name.kind == .demonym else {
                continue
            }
            for words in rows(of: names.text(of: name), language, stemmers, names.hash) {
                tree.add(UInt32(index), words)
            }
        }
        return tree.isEmpty ? nil : tree
    }

    /// The rows of stems that a name may be found by: each word's, or the word
    /// where it has none. Nothing if no word has one.
    private static func rows(
        of name: String, _ language: StemmedLanguage, _ stemmers: Stemmers, _ hash: WordHash
    ) -> [[UInt64]] {
        let text = TokenizedText(name)
        var hasStem = false
        var rows: [[UInt64]] = [[]]
        for index in text.tokens.indices {
            var keys = WordForms.standard.lookups(of: text, at: index, stemmers: stemmers)
                .filter { $0.stemmer == language }
                .map { FormHashes.stem(hash($0.text)) }
            hasStem = hasStem || !keys.isEmpty
            if keys.isEmpty { keys = [hash(text.folded(index))] }
            // A Russian noun has a stem and a name's; a Turkish word is asked for
            // as it stands first of all.
            let most = language == .turkish || rows.count >= mostRows ? 1 : 2
            rows = rows.flatMap { row in keys.prefix(most).map { row + [$0] } }
        }
        return hasStem ? rows : []
    }

    /// What `Russlands` asks by: the name, of which the last word is its own stem.
    private static func genitive(of name: String, _ hash: WordHash) -> [UInt64] {
        var words = NameFolder.words(name, hash: hash)
        if let last = words.popLast() { words.append(FormHashes.stem(last)) }
        return words
    }

    private static let mostRows = 4
}
