package dev.mcpmanager.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper, in a strict and a lenient reading; both are immutable and thread-safe. */
public final class Json {

    /** Deepest nesting that is read, in levels. */
    public static final int MAX_DEPTH = 500;

    /** RFC 8259 to the letter; unknown and repeated fields are errors. */
    public static final JsonMapper STRICT = JsonMapper.builder(factory().build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What people keep in configuration files: also comments and trailing commas. */
    public static final JsonMapper LENIENT = JsonMapper.builder(factory()
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    private static tools.jackson.core.json.JsonFactoryBuilder factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
    }
}
