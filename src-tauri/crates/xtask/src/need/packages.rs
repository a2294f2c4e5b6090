//! The system packages as a table: what is looked for, and what it is called by each kind of system.

/// How the presence of a package shows, whatever the system calls it.
pub enum Probe {
    /// `pkg-config --exists`.
    Library(&'static str),
    /// A program on the path.
    Program(&'static str),
    /// A header under `/usr/include` or `/usr/local/include`.
    Header(&'static str),
    /// A family that fontconfig lists.
    Font(&'static str),
}

pub struct Package {
    pub probe: Probe,
    pub debian: &'static str,
    pub fedora: &'static str,
    pub arch: &'static str,
}

const fn package(probe: Probe, debian: &'static str, fedora: &'static str, arch: &'static str) -> Package {
    Package { probe, debian, fedora, arch }
}

/// What compiling and running the window takes.
pub const BUILD: &[Package] = &[
    package(Probe::Program("cc"), "build-essential", "gcc", "base-devel"),
    package(Probe::Program("pkg-config"), "pkg-config", "pkgconf-pkg-config", "pkgconf"),
    package(Probe::Program("git"), "git", "git", "git"),
    package(Probe::Library("webkit2gtk-4.1"), "libwebkit2gtk-4.1-dev", "webkit2gtk4.1-devel", "webkit2gtk-4.1"),
    package(Probe::Library("gtk+-3.0"), "libgtk-3-dev", "gtk3-devel", "gtk3"),
    package(Probe::Library("librsvg-2.0"), "librsvg2-dev", "librsvg2-devel", "librsvg"),
    package(
        Probe::Library("ayatana-appindicator3-0.1"),
        "libayatana-appindicator3-dev",
        "libayatana-appindicator-gtk3-devel",
        "libayatana-appindicator",
    ),
    package(Probe::Header("xdo.h"), "libxdo-dev", "libxdo-devel", "xdotool"),
    package(Probe::Library("openssl"), "libssl-dev", "openssl-devel", "openssl"),
];

/// What a real window under a virtual display takes, for the tests and the measurements.
pub const WINDOW_TESTS: &[Package] = &[
    package(Probe::Program("Xvfb"), "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    package(Probe::Program("WebKitWebDriver"), "webkit2gtk-driver", "/usr/bin/WebKitWebDriver", "webkit2gtk-4.1"),
    package(Probe::Program("dbus-run-session"), "dbus", "dbus-daemon", "dbus"),
    package(Probe::Program("dbus-launch"), "dbus-x11", "dbus-x11", "dbus"),
    package(Probe::Program("import"), "imagemagick", "ImageMagick", "imagemagick"),
    package(Probe::Program("fc-list"), "fontconfig", "fontconfig", "fontconfig"),
    package(Probe::Font("DejaVu Sans"), "fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu"),
    package(Probe::Font("Inter"), "fonts-inter", "rsms-inter-fonts", "inter-font"),
];
