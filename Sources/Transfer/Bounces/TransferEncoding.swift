/// RFC 2045 section 6, forgiving: what is cut or altered is read as far as it
/// goes. Linear.
enum TransferEncoding {
    /// A `=` that begins neither a byte nor a soft break stands for itself.
    static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            at += 1
            guard byte == UInt8(ascii: "=") else {
                decoded.append(byte)
                continue
            }
            if at + 1 < bytes.endIndex, let high = digit(bytes[at]), let low = digit(bytes[at + 1])
            {
                decoded.append(high << 4 | low)
                at += 2
            } else if let next = softBreak(bytes[at...]) {
                at = next
            } else {
                decoded.append(byte)
            }
        }
        return decoded
    }

    /// Where the text goes on if here only blanks stand before the line's end.
    private static func softBreak(_ rest: ArraySlice<UInt8>) -> Int? {
        var after = rest.drop { $0 == 0x20 || $0 == 0x09 }
        if after.first == 0x0D { after = after.dropFirst() }
        guard let end = after.first else { return rest.endIndex }
        return end == 0x0A ? after.startIndex + 1 : nil
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// Signs of no meaning are left out; padding ends a run, and another may
    /// follow.
    static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            if byte == UInt8(ascii: "=") { count = 0 }
            guard let six = sixBits(byte) else { continue }
            bits = bits << 6 | UInt32(six)
            count += 6
            if count >= 8 {
                count -= 8
                decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return decoded
    }

    private static func sixBits(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
