/// A 64-bit hash that is the same on every machine and in every version: what
/// the store keeps of story signatures is compared with it. FNV-1a with a
/// finaliser; not for secrets, and no protection from crafted input.
struct StableHash {
    private(set) var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        // Words stay apart: "ab c" is not "a bc".
        state = (state ^ 0xFF) &* 0x100_0000_01B3
    }

    mutating func add(_ value: UInt64) {
        state = Self.mixed(state ^ value)
    }

    var value: UInt64 { Self.mixed(state) }

    /// The finaliser of splitmix64.
    static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
