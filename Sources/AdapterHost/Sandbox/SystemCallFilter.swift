// seccomp: which system calls a process may make. A forbidden call is answered with "not permitted"
// (EPERM), so that an author sees which one it was.

import CSandbox
import Glibc

/// One filter while it is put together.
struct SystemCallFilter: ~Copyable {
    private let context: scmp_filter_ctx

    static let refused = csandbox_refuse(UInt16(EPERM))
    /// "There is no such call": glibc then takes the older one.
    static let unknown = csandbox_refuse(UInt16(ENOSYS))

    init(otherwise action: UInt32) throws(SandboxFault) {
        guard let context = seccomp_init(action) else { throw SandboxFault("the rules about system calls", ENOMEM) }
        self.context = context
        // “No new privileges” is set already, and a first filter doesn't let a second one set it again.
        _ = seccomp_attr_set(context, SCMP_FLTATR_CTL_NNP, 0)
    }

    deinit { seccomp_release(context) }

    /// A rule for calls by name; a name that this architecture doesn't know is passed over.
    func add(
        _ action: UInt32, _ names: [String], where conditions: [scmp_arg_cmp] = []
    ) throws(SandboxFault) {
        for name in names {
            let number = seccomp_syscall_resolve_name(name)
            guard number >= 0 else { continue }
            let status = seccomp_rule_add_array(context, action, number, UInt32(conditions.count), conditions)
            guard status == 0 else { throw SandboxFault("the rule about the system call \(name)", -status) }
        }
    }

    /// Binds the calling thread, and every thread and process that it starts. Filters add up.
    func load() throws(SandboxFault) {
        let status = seccomp_load(context)
        guard status == 0 else { throw SandboxFault("the rules about system calls", -status) }
    }
}

extension scmp_arg_cmp {
    static func argument(_ index: UInt32, is value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: index, op: SCMP_CMP_EQ, datum_a: value, datum_b: 0)
    }

    static func argument(_ index: UInt32, isNot value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: index, op: SCMP_CMP_NE, datum_a: value, datum_b: 0)
    }

    static func argument(_ index: UInt32, isAbove value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: index, op: SCMP_CMP_GT, datum_a: value, datum_b: 0)
    }

    static func argument(_ index: UInt32, masked mask: UInt64, is value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: index, op: SCMP_CMP_MASKED_EQ, datum_a: mask, datum_b: value)
    }
}
