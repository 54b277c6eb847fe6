/// The form in which the store keeps a signature: a version, then each list
/// with its count, numbers in little-endian order.
extension StorySignature {
    private static let version: UInt8 = 1

    package var bytes: [UInt8] {
        var bytes = [Self.version, shingles]
        for list in [minima, title, numbers, regions] {
            bytes.append(UInt8(truncatingIfNeeded: list.count))
            for value in list {
                for shift in stride(from: UInt32(0), to: 32, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: value >> shift))
                }
            }
        }
        return bytes
    }

    /// Nil if these are not a signature of this version.
    package init?(bytes: [UInt8]) {
        guard bytes.count >= 2, bytes[0] == Self.version else { return nil }
        var rest = bytes[2...]
        var lists: [[UInt32]] = []
        while let count = rest.popFirst() {
            guard rest.count >= Int(count) * 4 else { return nil }
            lists.append(
                (0..<Int(count)).map { index in
                    (0..<4).reduce(UInt32(0)) { value, byte in
                        value | UInt32(rest[rest.startIndex + index * 4 + byte]) << (8 * byte)
                    }
                })
            rest = rest.dropFirst(Int(count) * 4)
        }
        guard lists.count == 4, lists[0].isEmpty || lists[0].count == Self.functions
        else { return nil }
        self.init(
            minima: lists[0], shingles: bytes[1], title: lists[1], numbers: lists[2],
            regions: lists[3])
    }
}
