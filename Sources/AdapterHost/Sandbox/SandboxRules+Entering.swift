// How a child process puts the rules on itself. Only the child calls this, while it has one thread:
// Landlock and seccomp bind the calling thread and what it starts.

import CSandbox
import Glibc

extension SandboxRules {
    /// Gives up every right that the rules don't grant, for good. Returns what the kernel lacks, in words.
    ///
    /// - Parameter hasOwnNetwork: whether the process is in a network of its own already.
    func enter(hasOwnNetwork: Bool = false) throws(SandboxFault) -> [String] {
        guard csandbox_thread_count() == 1 else {
            throw SandboxFault("the process has more than one thread, and the rules would bind only one of them")
        }
        var lacks: [String] = []
        try limit()
        guard csandbox_no_new_privileges() == 0 else { throw SandboxFault("“no new privileges”", errno) }
        // It fails where there are none to drop.
        _ = csandbox_drop_capabilities()

        let version = Landlock.version
        if let version {
            if version < 4 { lacks.append("Landlock \(version): connections are held back by system call rules alone") }
            if isRequired, version < 3 {
                throw SandboxFault("the kernel has only Landlock \(version), and 3 is needed")
            }
            try Landlock.restrict(to: self, version: version)
        } else {
            lacks.append("no Landlock: which files are opened isn't held back by the kernel")
            if isRequired { throw SandboxFault("the kernel has no Landlock, and `sandbox: require` is set") }
        }
        if case .gate = reach {
            let hold: GateHold = hasOwnNetwork ? .ownNetwork : (version ?? 0) >= 4 ? .port : .nothing
            if let lack = hold.lack {
                if isRequired { throw SandboxFault("\(lack), and `sandbox: require` is set") }
                lacks.append(lack)
            }
        }
        switch kind {
        case .library: try SystemCallFilter.loadingLibraries().load()
        case .program:
            try SystemCallFilter.runningPrograms(reach: reach, limitsSignals: (version ?? 0) >= 6)
                .load()
        }
        return lacks
    }

    private func limit() throws(SandboxFault) {
        func check(_ status: Int32, _ part: String) throws(SandboxFault) {
            guard status == 0 else { throw SandboxFault(part, errno) }
        }
        try check(csandbox_limit_core(0), "the limit of crash files")
        try check(csandbox_limit_file_size(fileSize), "the limit of file sizes")
        try check(csandbox_limit_open_files(openFiles), "the limit of open files")
        try check(csandbox_limit_processor(processorTime), "the limit of processor time")
        // A program takes the host's place, and gets its limit as the last thing before that.
        guard kind == .library else { return }
        try check(csandbox_limit_memory(Self.ownMemory + memory), "the limit of memory")
        try check(csandbox_tell_lack_of_memory(HostExit.memory.rawValue, Int(memory / 16)), "the watch over memory")
    }

    /// For a program, when all that the host itself needs is at hand.
    func limitMemoryOfProgram() throws(SandboxFault) {
        guard csandbox_limit_memory(memory) == 0 else { throw SandboxFault("the limit of memory", errno) }
    }

    /// The address space that the host takes up by itself, in bytes.
    private static var ownMemory: UInt64 {
        guard let file = fopen("/proc/self/statm", "r") else { return 1 << 30 }
        defer { fclose(file) }
        var text = [CChar](repeating: 0, count: 128)
        guard fgets(&text, 128, file) != nil else { return 1 << 30 }
        return strtoull(text, nil, 10) * UInt64(sysconf(Int32(_SC_PAGESIZE)))
    }
}
