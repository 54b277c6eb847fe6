import Foundation

/// A colour of the screen, as `#0b6e99` writes it.
struct Colour: Hashable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    static let black = Colour(red: 0, green: 0, blue: 0)
    static let white = Colour(red: 255, green: 255, blue: 255)

    init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Six hexadecimal digits or three, with `#` or without; nil for anything
    /// else, names of colours too: mail programs agree on no other form.
    init?(_ text: String) {
        var digits = text.utf8.drop { $0 == UInt8(ascii: "#") }.compactMap { byte in
            Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
        }
        guard digits.count == text.utf8.count - (text.hasPrefix("#") ? 1 : 0) else { return nil }
        if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
        guard digits.count == 6 else { return nil }
        self.init(
            red: digits[0] << 4 | digits[1], green: digits[2] << 4 | digits[3],
            blue: digits[4] << 4 | digits[5])
    }

    /// `#0b6e99`, always of this form.
    var css: String {
        "#"
            + [red, green, blue].map { part in
                let digits = String(part, radix: 16)
                return digits.utf8.count == 1 ? "0" + digits : digits
            }.joined()
    }

    /// How well one is read on the other, from 1 to 21 (WCAG 2.2, contrast
    /// ratio); running text needs 4.5.
    func contrast(with other: Colour) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// The same, mixed with white until it is read on the ground; itself if it
    /// is, white if nothing less is enough.
    func lightened(on ground: Colour, toContrast wanted: Double) -> Colour {
        (0...20).lazy.map { mixed(with: .white, Double($0) / 20) }
            .first { $0.contrast(with: ground) >= wanted } ?? .white
    }

    private func mixed(with other: Colour, _ share: Double) -> Colour {
        func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
            UInt8((Double(a) + (Double(b) - Double(a)) * share).rounded())
        }
        return Colour(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// Between 0 and 1 (WCAG 2.2, relative luminance).
    private var luminance: Double {
        0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
    }

    private static func linear(_ part: UInt8) -> Double {
        let value = Double(part) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
}
