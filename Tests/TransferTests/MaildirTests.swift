import Foundation
import NashraTesting
import Newswire
import Testing
import Transfer

@Suite("delivering to a maildir")
struct MaildirTests {
    private let text = "From: a@example.org\r\nSubject: test\r\n\r\nفيضان\r\n.dot\r\n"

    @Test("Python's mailbox reads what was delivered")
    func readBack() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/var/mail"
        let session = RelaySession(try Relay(url: "maildir:\(path)"))
        let outcome = session.send(
            try SMTPSessionTests.item(to: "lina@example.org", text))
        let file = try #require(outcome.reply?.text)
        #expect(file.hasPrefix(path + "/new/"))
        let read = try Python.run(
            """
            import mailbox, sys
            box = mailbox.Maildir(sys.argv[1], create=False)
            for key, message in box.items():
                print(key)
                print(message["Return-Path"], message["Subject"])
                print(message.get_payload(decode=True))
            """, arguments: [path])
        let name = URL(filePath: file).lastPathComponent
        let body = #"b'\xd9\x81\xd9\x8a\xd8\xb6\xd8\xa7\xd9\x86\n.dot\n'"#
        #expect(read == "\(name)\n<bounces@example.org> test\n\(body)\n")
        let left = try FileManager.default.contentsOfDirectory(atPath: path + "/tmp")
        #expect(left.isEmpty)
    }

    @Test("the same message again is there already, wherever its reader put it")
    func again() throws {
        let folder = try TemporaryFolder()
        let maildir = Maildir(path: folder.path)
        let item = try SMTPSessionTests.item(to: "lina@example.org", text)
        let first = try maildir.deliver(item)
        #expect(try maildir.deliver(item) == first)
        let name = URL(filePath: first).lastPathComponent
        let seen = folder.url.appending(path: "cur/\(name):2,RS").path
        try FileManager.default.moveItem(atPath: first, toPath: seen)
        #expect(try maildir.deliver(item) == seen)
        let new = try FileManager.default.contentsOfDirectory(atPath: folder.path + "new")
        #expect(new.isEmpty)
        var other = item
        other.key += "2"
        #expect(try maildir.deliver(other) != first)
    }

    @Test("a draft that a killed process left behind is in nobody's way")
    func draft() throws {
        let folder = try TemporaryFolder()
        let item = try SMTPSessionTests.item(to: "lina@example.org", text)
        let name = Maildir.name(key: item.key, sealed: item.sealed)
        try folder.write("half", to: "tmp/\(name).\(getpid())")
        let path = try Maildir(path: folder.path).deliver(item)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("\n.dot\n"))
    }

    @Test("a folder that can't be made stops the relay and says why")
    func failure() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "file")
        let session = RelaySession(.maildir(path: folder.path + "file/mail"))
        let outcome = session.send(
            try SMTPSessionTests.item(to: "lina@example.org", text))
        #expect(outcome.reason == .configuration)
        #expect(outcome.reply?.text.hasPrefix("cannot write '") == true)
        #expect(outcome.reply?.text.hasSuffix("': not a directory") == true)
        #expect(
            MaildirFailure(path: "x", code: ENOSPC).outcome.reason == .serverFault)
    }
}
