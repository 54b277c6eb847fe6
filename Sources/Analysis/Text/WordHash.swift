/// A keyed hash of a stretch of bytes, 64 bits wide, after Wang Yi's wyhash:
/// two loads and a multiplication for most words.
///
/// The key is drawn anew in every process, so nobody can write an article whose
/// words collide; whoever looks up by it compares the bytes all the same.
package struct WordHash: Sendable {
    private let seed: UInt64

    package init() {
        seed = UInt64.random(in: .min ... .max)
    }

    /// The hash of `bytes[range]`.
    package func callAsFunction(_ bytes: RawSpan, _ range: Range<Int>) -> UInt64 {
        let count = range.count
        var state = seed
        var low: UInt64
        var high: UInt64
        if count <= 16 {
            if count >= 8 {
                low = Self.load(bytes, range.lowerBound)
                high = Self.load(bytes, range.upperBound - 8)
            } else if count >= 4 {
                low = UInt64(Self.half(bytes, range.lowerBound))
                high = UInt64(Self.half(bytes, range.upperBound - 4))
            } else if count > 0 {
                low =
                    UInt64(bytes.unsafeLoad(fromByteOffset: range.lowerBound, as: UInt8.self)) << 16
                    | UInt64(
                        bytes.unsafeLoad(
                            fromByteOffset: range.lowerBound + count >> 1, as: UInt8.self)) << 8
                    | UInt64(
                        bytes.unsafeLoad(fromByteOffset: range.upperBound - 1, as: UInt8.self))
                high = 0
            } else {
                (low, high) = (0, 0)
            }
        } else {
            var at = range.lowerBound
            while range.upperBound - at > 16 {
                state = Self.mix(
                    Self.load(bytes, at) ^ Self.secrets.1, Self.load(bytes, at + 8) ^ state)
                at += 16
            }
            low = Self.load(bytes, range.upperBound - 16)
            high = Self.load(bytes, range.upperBound - 8)
        }
        low ^= Self.secrets.1
        high ^= state
        let product = low.multipliedFullWidth(by: high)
        return Self.mix(
            product.low ^ Self.secrets.0 ^ UInt64(count), product.high ^ Self.secrets.1)
    }

    /// The hash of a whole text.
    package func callAsFunction(_ text: String) -> UInt64 {
        var text = text
        text.makeContiguousUTF8()
        return self(text.utf8.span.bytes, 0..<text.utf8.count)
    }

    private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.low ^ product.high
    }

    // The callers keep the offsets within the range that they were given.
    private static func load(_ bytes: RawSpan, _ at: Int) -> UInt64 {
        bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
    }

    private static func half(_ bytes: RawSpan, _ at: Int) -> UInt32 {
        bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt32.self)
    }

    private static let secrets: (UInt64, UInt64) = (
        0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB
    )
}
