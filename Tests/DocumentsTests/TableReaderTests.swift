import Documents
import Testing

@Suite("Tables: rows as programs export them")
struct TableReaderTests {
    private func rows(_ text: String) -> [TableReader.Row] {
        rows(Array(text.utf8))
    }

    private func rows(_ bytes: [UInt8]) -> [TableReader.Row] {
        guard var reader = TableReader(bytes) else { return [] }
        var rows: [TableReader.Row] = []
        while let row = reader.next() { rows.append(row) }
        return rows
    }

    struct Case: Sendable {
        var text: String
        var rows: [[String]]

        init(_ text: String, _ rows: [[String]]) {
            self.text = text
            self.rows = rows
        }
    }

    @Test(
        "fields are what stands between the separators, quotes or not",
        arguments: [
            Case("", []),
            Case("a,b", [["a", "b"]]),
            Case("a,b\n", [["a", "b"]]),
            Case("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
            Case("a,b\rc,d", [["a", "b"], ["c", "d"]]),
            Case("\u{FEFF}a,b", [["a", "b"]]),
            Case("a;b,c;d", [["a", "b,c", "d"]]),
            Case("a\tb\n1,5\t2", [["a", "b"], ["1,5", "2"]]),
            Case("sep=;\na,1;b", [["a,1", "b"]]),
            Case("a,,\n,", [["a", "", ""], ["", ""]]),
            Case("\"a\",\"b,c\"", [["a", "b,c"]]),
            Case("\"a \"\"b\"\" c\",d", [["a \"b\" c", "d"]]),
            Case("a,\"one\ntwo\"\nb,c", [["a", "one\ntwo"], ["b", "c"]]),
            Case("\"\",\"\"", [["", ""]]),
            Case("\"a\" ,b", [["a", "b"]]),
            Case("say \"hi\",b", [["say \"hi\"", "b"]]),
            Case(
                "الاسم,البريد\nليلى,l@example.org",
                [["الاسم", "البريد"], ["ليلى", "l@example.org"]]),
            Case("\n\na", [[""], [""], ["a"]]),
        ])
    func fields(_ table: Case) {
        #expect(rows(table.text).map { $0.fields.map(\.text) } == table.rows)
        #expect(rows(table.text).allSatisfy { $0.problem == nil })
    }

    @Test(
        "the apostrophe before a formula is put there once and taken off once",
        arguments: [
            ("+plus", "'+plus"), ("=1", "'=1"), ("-x", "'-x"), ("@x", "'@x"), ("＝x", "'＝x"),
            ("'+x", "''+x"), ("''=", "'''="), ("'tis", "'tis"), ("o'-x", "o'-x"), ("'", "'"),
            ("", ""), ("سلام", "سلام"),
        ])
    func formulas(text: String, marked: String) {
        #expect(FormulaMark.marked(text) == marked)
        #expect(FormulaMark.unmarked(marked) == text)
        #expect(rows(marked).first?.fields.first?.name ?? "" == text)
    }

    @Test("places count lines and Unicode scalars, also behind quotes of several lines")
    func places() {
        let all = rows("اسم,\"b\nc\",d\ne,f")
        #expect(
            all[0].fields.map { [$0.position.line, $0.position.column] } == [
                [1, 1], [1, 5], [2, 4],
            ])
        #expect(all[1].line == 3)
        #expect(all[1].fields[1].position.column == 3)
    }

    @Test("a row that is wrong says where, and the next line is the next row")
    func problems() {
        let unclosed = rows("a,\"b\nc,d\ne,\"f\" x\ng,h")
        #expect(unclosed.map(\.problem) == [.unclosedQuote, nil, .textBehindQuote, nil])
        #expect(unclosed.map(\.line) == [1, 2, 3, 4])
        #expect([unclosed[0].position.line, unclosed[0].position.column] == [1, 3])
        #expect([unclosed[2].position.line, unclosed[2].position.column] == [3, 7])
        #expect(unclosed[3].fields.map(\.text) == ["g", "h"])
        // The quote opened here ends at the next one, which begins a field.
        let swallowed = rows("a,\"b\nc,d\ne,\"f\"\ng,h")
        #expect(swallowed.map(\.problem) == [.unclosedQuote, nil, nil, nil])
        let other = rows(Array("a,b\n".utf8) + [0xC7, 0xE1, 0x2C, 0x41, 0x0A] + Array("c,d".utf8))
        #expect(other.map(\.problem) == [nil, .notUTF8, nil])
        #expect(other[2].fields.map(\.text) == ["c", "d"])
        #expect(TableReader([0xFF, 0xFE, 0x61, 0x00]) == nil)
    }

    @Test("names are seen without the marks and spaces that nobody sees")
    func names() {
        let row = rows("\u{200F}a@example.org\u{A0}, ليلى \u{200E},plain")[0]
        #expect(row.fields.map(\.name) == ["a@example.org", "ليلى", "plain"])
    }

    @Test("whatever the bytes, every row begins behind the one before")
    func anything() {
        var seed: UInt64 = 7
        for _ in 0..<300 {
            let bytes = (0..<60).map { _ -> UInt8 in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Array("\",;\n\r\ta\u{D8}".utf8)[Int(seed >> 33) % 9]
            }
            let lines = rows(bytes).map(\.line)
            #expect(lines == lines.sorted())
            #expect(Set(lines).count == lines.count)
        }
    }
}
