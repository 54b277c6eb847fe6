import Digests
import NashraTesting
import Newswire
import Signing

/// What a DKIM signature costs on top of a digest.
struct SigningRun {
    let pieces: [[UInt8]]

    /// Prints how many a CPU second are signed by each kind of key; whether every
    /// one was.
    func report() throws -> Bool {
        var isSigned = true
        for (name, pem) in [("RSA-2048", SampleKeys.rsa2048), ("Ed25519", SampleKeys.ed25519)] {
            let key = DKIMKey(
                domain: "example.org", selector: "n1", key: try PrivateKey(pem: pem))
            let count = 1_000
            let began = CPUTime.thread()
            for number in 0..<count {
                let moment = Timestamp(seconds: Int64(number))
                let fields = DKIMSignature.fields(of: pieces, by: [key], at: moment)
                isSigned = isSigned && fields?.isEmpty == false
            }
            let time = CPUTime.thread() - began
            print(
                "DKIM \(name): \(Int(Double(count) / time)) signatures a CPU s, "
                    + "\(Int(time / Double(count) * 1e6)) µs each")
        }
        return isSigned
    }
}
