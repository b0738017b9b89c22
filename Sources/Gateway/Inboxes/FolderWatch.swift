// inotify as a hint: it rings the bell early, and nothing depends on it.

import Foundation
import Glibc

/// Watches folders through inotify and rings a bell when something moves in them.
///
/// The descriptors belong to the thread that `start` makes, which closes them at its end; the lock guards the life.
final class FolderWatch: @unchecked Sendable {
    private enum Life {
        case running(inotify: Int32, stop: Int32)
        case stopped
    }

    private let lock = NSLock()
    private var life = Life.stopped

    /// Starts the thread. Where the system gives no inotify, it does nothing: polling finds the files all the same.
    func start(ringing bell: Bell) {
        let inotify = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard inotify >= 0 else { return }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            close(inotify)
            return
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let stopped = ends[0]
        let stop = ends[1]
        lock.withLock { life = .running(inotify: inotify, stop: stop) }
        let thread = Thread { Self.loop(inotify, stopped, bell) }
        thread.name = "folder watch"
        thread.start()
    }

    /// Adds a folder. That a watch can't be had (too many of them) is no error.
    func watch(_ folder: String) {
        lock.withLock {
            guard case .running(let inotify, _) = life else { return }
            _ = inotify_add_watch(inotify, folder, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE))
        }
    }

    func stop() {
        lock.withLock {
            guard case .running(_, let stop) = life else { return }
            life = .stopped
            // The thread sees the closed end.
            close(stop)
        }
    }

    private static func loop(_ inotify: Int32, _ stopped: Int32, _ bell: Bell) {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        var polled = [
            pollfd(fd: inotify, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stopped, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let count = poll(&polled, 2, -1)
            if count < 0, errno == EINTR { continue }
            if count <= 0 || polled[1].revents != 0 { break }
            // What moved is not asked: after an overflow or a lost watch too, the look tells.
            while read(inotify, &buffer, buffer.count) > 0 {}
            bell.ring()
        }
        close(inotify)
        close(stopped)
    }
}
