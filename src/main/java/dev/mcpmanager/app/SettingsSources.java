package dev.mcpmanager.app;

import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Gathers settings: command-line flags win over environment variables, these over {@code config.yaml}. */
final class SettingsSources {
    private static final String PREFIX = "MCP_MANAGER_";
    private static final List<String> FILE_KEYS =
            Settings.KEYS.stream().filter(key -> !key.equals(Settings.DATA_DIR)).toList();

    private SettingsSources() {}

    /**
     * The settings of this start.
     *
     * @param flags by key, only those given
     * @throws ProblemException naming every bad key or value and where it stands
     */
    static Settings load(Map<String, String> flags, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        for (String key : Settings.KEYS) {
            String value = environment.get(PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_'));
            if (value != null && !value.isEmpty()) {
                values.put(key, value);
            }
        }
        values.putAll(flags);
        Path dataDir = Settings.of(onlyDataDir(values), environment).dataDir();
        Map<String, String> all = new HashMap<>(configFile(dataDir.resolve("config.yaml")));
        all.putAll(values);
        return Settings.of(all, environment);
    }

    private static Map<String, String> onlyDataDir(Map<String, String> values) {
        Map<String, String> kept = new HashMap<>(values);
        kept.keySet().retainAll(List.of(Settings.DATA_DIR));
        return kept;
    }

    private static Map<String, String> configFile(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(file);
        } catch (JacksonException e) {
            throw ProblemException.invalid(file.toString(), "cannot be read as YAML: " + e.getOriginalMessage());
        }
        if (root.isMissingNode() || root.isNull()) {
            return Map.of();
        }
        if (!root.isObject()) {
            throw ProblemException.invalid(file.toString(), "must be a mapping such as \"port: 8420\"");
        }
        Map<String, String> values = new HashMap<>();
        List<FieldError> errors = new ArrayList<>();
        root.properties().forEach(entry -> {
            String key = entry.getKey();
            if (!FILE_KEYS.contains(key)) {
                errors.add(new FieldError(
                        file + ": " + key, "is no setting here; known are " + String.join(", ", FILE_KEYS)));
                return;
            }
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                return;
            }
            boolean list = value.isArray() && key.equals(Settings.ALLOWED_HOSTS);
            List<JsonNode> items = list ? value.valueStream().toList() : List.of(value);
            if (!items.stream().allMatch(JsonNode::isValueNode)) {
                errors.add(new FieldError(
                        file + ": " + key, "must be a plain value, or for allowed-hosts a list of such"));
                return;
            }
            values.put(key, items.stream().map(JsonNode::asString).collect(Collectors.joining(",")));
        });
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return values;
    }
}
