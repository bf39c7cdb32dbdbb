package dev.mcpmanager.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the object {@code config.container}; what is absent has its default. Stateless. */
final class ContainerInput {
    /** Below it engines refuse to make a container. */
    static final long MIN_MEMORY = 6L << 20;

    /** As {@code memory} and {@code pidsLimit} write that there is no limit. */
    static final String UNLIMITED = "unlimited";

    private static final long MAX_MEMORY = 1L << 50;
    private static final int MAX_ENTRIES = 100;
    private static final int MAX_PIDS = 4_194_304;
    private static final int MAX_CPUS = 1024;
    private static final int MAX_PORT = 65_535;
    private static final Pattern CAPABILITY = Pattern.compile("[A-Z][A-Z_]{1,40}");
    private static final Pattern NETWORK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}");
    private static final Pattern USER =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,63})?");
    private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    private ContainerInput() {}

    static ContainerSettings read(InputObject input) {
        ContainerSettings standard = ContainerSettings.DEFAULT;
        var settings = new ContainerSettings(
                input.objects("mounts", MAX_ENTRIES).stream()
                        .flatMap(mount -> mount(mount).stream())
                        .toList(),
                matching(input, "network", NETWORK, "must be the name of a network, such as none, host or bridge"),
                matching(input, "user", USER, "must be a user, such as 1000, node or 1000:1000"),
                input.text("workingDirectory").filter(text -> absolute(input, "workingDirectory", text)),
                memory(input, standard.memory()),
                input.decimal("cpus", 0.01, MAX_CPUS),
                isUnlimited(input, "pidsLimit")
                        ? Optional.empty()
                        : input.integer("pidsLimit", 1, MAX_PIDS).or(standard::pidsLimit),
                input.bool("readOnly").orElse(standard.readOnly()),
                capabilities(input, "capAdd", standard.capAdd()),
                capabilities(input, "capDrop", standard.capDrop()),
                input.bool("noNewPrivileges").orElse(standard.noNewPrivileges()),
                input.bool("init").orElse(standard.init()),
                input.integer("port", 1, MAX_PORT));
        input.refuseUnknown();
        return settings;
    }

    private static Optional<Mount> mount(InputObject input) {
        Optional<String> source = input.text("source").map(ContainerInput::withHome);
        Optional<String> target = input.text("target").filter(text -> absolute(input, "target", text));
        boolean readOnly = input.bool("readOnly").orElse(true);
        boolean trusted = input.bool("trusted").orElse(false);
        input.refuseUnknown();
        for (String field : List.of("source", "target")) {
            if (input.value(field).isEmpty()) {
                input.refuse(field, "is required");
            }
        }
        if (source.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        var mount = new Mount(source.get(), target.get(), readOnly, trusted);
        if (!mount.ofPath() && !VOLUME.matcher(mount.source()).matches()) {
            input.refuse("source", "must be an absolute path, begin with ~/, or be the name of a volume");
        } else if (mount.ofPath() && !trusted && Mount.handsOver(Path.of(mount.source()))) {
            input.refuse(
                    "source",
                    "hands the whole machine to the container: mount less, or, if that is meant, add \"trusted\": true");
        }
        if (Path.of(mount.target()).normalize().equals(Path.of("/"))) {
            input.refuse("target", "must not be the container's root");
        }
        return Optional.of(mount);
    }

    private static String withHome(String text) {
        return text.equals("~") || text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text;
    }

    private static Optional<Long> memory(InputObject input, Optional<Long> standard) {
        return isUnlimited(input, "memory")
                ? Optional.empty()
                : input.size("memory", MIN_MEMORY, MAX_MEMORY).or(() -> standard);
    }

    private static boolean isUnlimited(InputObject input, String field) {
        return input.value(field)
                .filter(value -> value.isString() && value.stringValue().equals(UNLIMITED))
                .isPresent();
    }

    private static List<String> capabilities(InputObject input, String field, List<String> standard) {
        if (input.value(field).isEmpty()) {
            return standard;
        }
        var names = new ArrayList<String>();
        for (String text : input.texts(field, MAX_ENTRIES)) {
            String name = text.startsWith("CAP_") ? text.substring("CAP_".length()) : text;
            if (!CAPABILITY.matcher(name).matches()) {
                input.refuse("%s[%d]".formatted(field, names.size()), "must be a capability such as NET_RAW, or ALL");
            }
            names.add(name);
        }
        return names;
    }

    private static Optional<String> matching(InputObject input, String field, Pattern form, String message) {
        Optional<String> text = input.text(field);
        if (text.isPresent() && !form.matcher(text.get()).matches()) {
            input.refuse(field, message);
        }
        return text;
    }

    private static boolean absolute(InputObject input, String field, String text) {
        boolean absolute = text.startsWith("/");
        if (!absolute) {
            input.refuse(field, "must be an absolute path in the container");
        }
        return absolute;
    }
}
