# What a lab asks for beyond what every lab may, in plain words. The subject is a service of the lab.

grant-service = { $service }: { $why }
grant-privileged = It may do whatever root may do on this machine, with its disks and devices too. Its container is no longer a barrier.
grant-all-capabilities = Inside its container, root gets all the rights the kernel has, instead of the few that containers usually get.
grant-all-capabilities-but = Inside its container, root gets all the rights the kernel has but { $except }, instead of the few that containers usually get.
grant-capability = { $name ->
    [NET_ADMIN] It may change its own network: addresses, routes and firewall rules.
    [SYS_ADMIN] It may mount file systems and change how the kernel divides its container into parts.
    [SYS_PTRACE] It may look into the programs that run in its container, and change them while they run.
    [SYS_TIME] It may set the clock of this machine.
    [SYS_MODULE] It may load code into the kernel of this machine.
    [SYS_RAWIO] It may talk to this machine’s hardware directly.
    [SYS_BOOT] It may restart this machine.
    [SYS_NICE] It may give its programs more of the processor than others get.
    [SYS_RESOURCE] It may raise limits that the kernel sets for its programs.
    [SYSLOG] It may read the kernel’s messages on this machine.
    [IPC_LOCK] It may keep its memory from being moved to disk.
    [DAC_READ_SEARCH] It may read every file it can reach, whoever owns it.
    [BPF] It may load small programs into the kernel of this machine, to watch it or its traffic.
    [PERFMON] It may measure what the programs and the kernel of this machine do.
    [AUDIT_CONTROL] It may change what the kernel of this machine keeps records of.
   *[other] It has the kernel’s right { $name }, which containers usually do not get.
}
grant-no-seccomp = It may call every function of the kernel: the filter that stops rare and risky calls is off.
grant-no-apparmor = The protection that AppArmor puts around containers is off.
grant-new-privileges = Its users may become root inside the container, with sudo for instance.
grant-device = It may read from and write to { $device } of this machine.
grant-device-read = It may read from { $device } of this machine.
grant-host-cgroups = It sees how this machine divides processor and memory among all its programs.
