// A Unix stream socket in the state folder, whatever the length of the folder's path.

import Glibc

/// One end of a socket. It closes itself at the end of its life.
struct ControlSocket: ~Copyable {
    static let name = "control.sock"

    let descriptor: Int32

    init(owning descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func make() throws(ControlError) -> ControlSocket {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else {
            throw ControlError("can't make a socket", code: errno, hint: "Raise the limit of open files.")
        }
        return ControlSocket(owning: descriptor)
    }

    /// Listens in the state folder. A socket that is left there from before is replaced: only the folder's one owner
    /// calls this.
    static func listening(in stateFolder: String) throws(ControlError) -> ControlSocket {
        let hint = "Give the gateway's account the right to write the state folder, on a local file system."
        let made = try make()
        // The new file takes the socket's own rights, so nobody else can come in between.
        guard fchmod(made.descriptor, 0o600) == 0 else {
            throw ControlError("can't guard the control socket", code: errno, hint: hint)
        }
        let path = "\(stateFolder)/\(name)"
        guard unlink(path) == 0 || errno == ENOENT else {
            throw ControlError("can't replace \(path)", code: errno, hint: hint)
        }
        let code = try withAddress(in: stateFolder) { address, length in
            bind(made.descriptor, address, length) == 0 && listen(made.descriptor, 16) == 0 ? 0 : errno
        }
        guard code == 0, chmod(path, 0o600) == 0 else {
            throw ControlError("can't listen on \(path)", code: code == 0 ? errno : code, hint: hint)
        }
        return made
    }

    /// Connects to the daemon of a state folder; nil where none listens.
    static func connected(in stateFolder: String) throws(ControlError) -> ControlSocket? {
        guard access("\(stateFolder)/\(name)", F_OK) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw ControlError(
                "can't reach the gateway that runs here", code: errno,
                hint: "Run the command as the user that runs the gateway.")
        }
        let made = try make()
        let code = try withAddress(in: stateFolder) { address, length in
            connect(made.descriptor, address, length) == 0 ? 0 : errno
        }
        switch code {
        case 0: return made
        // A socket that was left by a daemon that is gone.
        case ECONNREFUSED, ENOENT: return nil
        default:
            throw ControlError(
                "can't reach the gateway that runs here", code: code,
                hint: "Run the command as the user that runs the gateway.")
        }
    }

    /// Calls the body with the socket's address. A path longer than an address can hold goes by way of the open folder.
    private static func withAddress(
        in folder: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(ControlError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        var path = "\(folder)/\(name)"
        var opened: Int32 = -1
        defer { if opened >= 0 { close(opened) } }
        if path.utf8.count > room {
            opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard opened >= 0 else {
                throw ControlError("can't open \(folder)", code: errno, hint: "Look at the state folder's rights.")
            }
            path = "/proc/self/fd/\(opened)/\(name)"
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// How long a read or a write may wait for the other side.
    borrowing func limit(seconds: Int) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    /// Sends all bytes; gives whether the other side is still there.
    borrowing func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// The bytes up to the next line feed, without it. `rest` keeps what came with them. Nil at the end, when the other
    /// side waits too long, and when the line is longer than the limit.
    borrowing func line(_ rest: inout [UInt8], atMost limit: Int) -> [UInt8]? {
        var searched = 0
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            if let end = rest[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(rest[..<end])
                rest.removeFirst(end + 1)
                return line
            }
            searched = rest.count
            guard searched <= limit else { return nil }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            rest += buffer[..<count]
        }
    }
}
