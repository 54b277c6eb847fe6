import Foundation

/// Turns bytes of a named encoding into UTF-8, with the system's iconv.
package struct CharsetConverter: Sendable {
    /// The name as iconv knows it.
    private let name: String

    /// Nil if the system knows no encoding of that name.
    package init?(label: String) {
        let usual = Self.usualNames[label.lowercased()] ?? label
        guard !usual.isEmpty, usual.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F }),
            let handle = Self.open(usual)
        else { return nil }
        iconv_close(handle)
        name = usual
    }

    /// The text as UTF-8, and the offsets in `bytes` of what means nothing in
    /// the encoding; U+FFFD stands for each.
    package func utf8(from bytes: ArraySlice<UInt8>) -> (text: [UInt8], bad: [Int]) {
        guard let handle = Self.open(name) else { return ([], []) }
        defer { iconv_close(handle) }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 2)
        var bad: [Int] = []
        var input = Array(bytes)
        let count = input.count
        let chunk = UnsafeMutablePointer<CChar>.allocate(capacity: Self.chunkSize)
        defer { chunk.deallocate() }
        input.withUnsafeMutableBytes { raw in
            guard let start = raw.bindMemory(to: CChar.self).baseAddress else { return }
            var source: UnsafeMutablePointer<CChar>? = start
            var left = count
            while left > 0 {
                var target: UnsafeMutablePointer<CChar>? = chunk
                var room = Self.chunkSize
                let outcome = iconv(handle, &source, &left, &target, &room)
                let reason = errno
                text.append(
                    contentsOf: UnsafeRawBufferPointer(
                        start: chunk, count: Self.chunkSize - room))
                guard outcome == -1, reason != E2BIG else { continue }
                bad.append(bytes.startIndex + count - left)
                text.append(contentsOf: [0xEF, 0xBF, 0xBD])
                let skipped = min(left, isTwoByte ? 2 : 1)
                source = source?.advanced(by: skipped)
                left -= skipped
            }
        }
        return (text, bad)
    }

    private static let chunkSize = 1 << 16

    private var isTwoByte: Bool { name.hasPrefix("UTF-16") }

    private static func open(_ name: String) -> iconv_t? {
        let handle = iconv_open("UTF-8", name)
        return Int(bitPattern: handle) == -1 ? nil : handle
    }

    /// Labels that mean another encoding in practice than the one they name
    /// (WHATWG Encoding Standard, section 4.2).
    private static let usualNames: [String: String] = [
        "ascii": "WINDOWS-1252", "us-ascii": "WINDOWS-1252", "iso-8859-1": "WINDOWS-1252",
        "iso8859-1": "WINDOWS-1252", "latin1": "WINDOWS-1252", "iso-8859-9": "WINDOWS-1254",
        "iso-8859-6-i": "ISO-8859-6", "iso-8859-8-i": "ISO-8859-8", "cp-1256": "WINDOWS-1256",
        "x-cp1256": "WINDOWS-1256", "gb2312": "GB18030", "gbk": "GB18030",
        "ks_c_5601-1987": "CP949", "euc-kr": "CP949", "shift_jis": "CP932", "x-sjis": "CP932",
        "tis-620": "CP874", "windows-874": "CP874", "utf-16": "UTF-16LE",
    ]
}
