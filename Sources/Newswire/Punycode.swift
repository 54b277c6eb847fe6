/// RFC 3492: how a label of another script is written in ASCII.
enum Punycode {
    private static let base = 36
    private static let threshold = 1...26
    private static let skew = 38
    private static let damp = 700
    private static let initialBias = 72
    private static let initialScalar = 0x80

    /// What a label says behind its `xn--`, in section 6.2's way; nil if it says
    /// nothing that is text.
    static func decode(_ label: some StringProtocol) -> String? {
        let bytes = Array(label.utf8)
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        let delimiter = bytes.lastIndex(of: UInt8(ascii: "-"))
        var output = bytes[..<(delimiter ?? 0)].map { Int($0) }
        var input = bytes[(delimiter.map { $0 + 1 } ?? 0)...]
        var (scalar, index, bias) = (initialScalar, 0, initialBias)
        while !input.isEmpty {
            let before = index
            var weight = 1
            for step in stride(from: base, through: .max, by: base) {
                guard let digit = input.popFirst().flatMap(digit) else { return nil }
                let (product, isTooMuch) = digit.multipliedReportingOverflow(by: weight)
                guard !isTooMuch, product < Int(Int32.max) else { return nil }
                index += product
                let limit = min(max(step - bias, threshold.lowerBound), threshold.upperBound)
                if digit < limit { break }
                weight *= base - limit
                guard weight < Int(Int32.max) else { return nil }
            }
            let count = output.count + 1
            bias = adapted(index - before, count, isFirst: before == 0)
            scalar += index / count
            index %= count
            output.insert(scalar, at: index)
            index += 1
        }
        var text = String.UnicodeScalarView()
        for value in output {
            guard let value = UInt32(exactly: value), let scalar = Unicode.Scalar(value) else {
                return nil
            }
            text.append(scalar)
        }
        return String(text)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x61...0x7A: Int(byte) - 0x61
        case 0x41...0x5A: Int(byte) - 0x41
        case 0x30...0x39: Int(byte) - 0x30 + 26
        default: nil
        }
    }

    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var steps = 0
        while delta > (base - threshold.lowerBound) * threshold.upperBound / 2 {
            delta /= base - threshold.lowerBound
            steps += base
        }
        return steps + (base - threshold.lowerBound + 1) * delta / (delta + skew)
    }
}
