/// Where a feed's reading goes on behind a place that libxml2 gives up at:
/// found in the bytes, as there is no tree.
struct RecordSearch {
    /// From the root element's `<` on.
    let xml: [UInt8]

    /// The offset of the next start tag of a record.
    func next(after offset: Int) -> Int? {
        xml.withUnsafeBufferPointer { bytes in
            var index = offset
            while index + 6 < bytes.count {
                if bytes[index] == 0x3C, isRecordTag(bytes, at: index + 1) { return index }
                index += 1
            }
            return nil
        }
    }

    private func isRecordTag(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        for name in ["item", "entry"] as [StaticString] {
            let end = index + name.utf8CodeUnitCount
            guard end < bytes.count, bytes[end] <= 0x20 || bytes[end] == 0x3E else { continue }
            let rest = UnsafeBufferPointer(rebasing: bytes[index..<end])
            if name.withUTF8Buffer({ rest.elementsEqual($0) }) { return true }
        }
        return false
    }

    /// The root's start tag, which brings its namespaces.
    var rootTag: ArraySlice<UInt8> {
        var quote: UInt8?
        for (index, byte) in xml.enumerated() {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x3E {
                return xml[...index]
            }
        }
        return xml[...]
    }
}
