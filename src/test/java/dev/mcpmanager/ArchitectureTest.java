package dev.mcpmanager;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the code to the table of floors in ARCHITECTURE.md. */
class ArchitectureTest {
    private static final String ROOT = "dev.mcpmanager.";
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.mcpmanager");

    /** A package may import only what its row names. */
    private static final Map<String, Set<String>> FLOORS = floors();

    private static Map<String, Set<String>> floors() {
        Map<String, Set<String>> rows = new TreeMap<>();
        rows.put("problem", Set.of());
        rows.put("json", Set.of());
        rows.put("compact", Set.of());
        rows.put("event", Set.of());
        rows.put("storage", Set.of("problem"));
        rows.put("mcp", Set.of("json", "problem"));
        rows.put("secret", Set.of("storage", "problem"));
        rows.put("auth", Set.of("storage", "problem"));
        rows.put("server", Set.of("secret", "storage", "json", "event", "problem"));
        rows.put("logs", Set.of("server", "storage", "compact", "json", "event", "problem"));
        rows.put("calls", Set.of("storage", "compact", "problem"));
        rows.put("runtime", Set.of("server", "secret", "problem"));
        rows.put("runtime.process", Set.of("runtime", "server", "secret", "problem"));
        rows.put("runtime.docker", Set.of("runtime", "server", "secret", "json", "problem"));
        rows.put("oauth", Set.of("mcp", "server", "secret", "storage", "json", "event", "problem"));
        rows.put("runtime.remote", Set.of("runtime", "oauth", "mcp", "server", "secret", "problem"));
        rows.put(
                "supervision",
                Set.of("runtime", "oauth", "mcp", "logs", "server", "secret", "storage", "json", "event", "problem"));
        rows.put(
                "health",
                Set.of(
                        "supervision",
                        "oauth",
                        "mcp",
                        "server",
                        "secret",
                        "storage",
                        "compact",
                        "json",
                        "event",
                        "problem"));
        rows.put("profile", Set.of("server", "storage", "json", "event", "problem"));
        rows.put("catalog", Set.of("profile", "mcp", "server"));
        rows.put(
                "gateway",
                Set.of(
                        "catalog",
                        "supervision",
                        "mcp",
                        "calls",
                        "profile",
                        "server",
                        "storage",
                        "json",
                        "event",
                        "problem"));
        rows.put("usage", Set.of("supervision", "storage", "problem"));
        rows.put("trial", Set.of("gateway", "mcp", "json", "problem"));
        Set<String> below = new TreeSet<>(rows.keySet());
        rows.put("api", Set.copyOf(below));
        rows.put("metrics", Set.of("health", "supervision", "calls", "server", "compact"));
        below.add("api");
        below.add("metrics");
        rows.put("web", Set.copyOf(below));
        below.add("web");
        rows.put("app", Set.copyOf(below));
        return rows;
    }

    static Stream<String> packages() {
        return FLOORS.keySet().stream();
    }

    @Test
    void everyPackageHasARow() {
        Set<String> found = new TreeSet<>();
        for (JavaClass each : PRODUCTION) {
            found.add(each.getPackageName().substring(ROOT.length()));
        }
        assertThat(FLOORS.keySet()).containsAll(found);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyWhatItsRowNames(String name) {
        List<String> allowed = new ArrayList<>(List.of(ROOT + name));
        FLOORS.getOrDefault(name, Set.of()).forEach(below -> allowed.add(ROOT + below));
        String[] own = allowed.toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.mcpmanager..").and(resideOutsideOfPackages(own)))
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void noCycles() {
        slices().matching("dev.mcpmanager.(**)").should().beFreeOfCycles().check(PRODUCTION);
    }

    @ParameterizedTest
    @CsvSource({
        "io.javalin.., web",
        "org.eclipse.jetty.., web",
        "org.apache.commons.cli.., app",
        "org.sqlite.., storage",
        "io.prometheus.., metrics",
        "tools.jackson.dataformat.., app",
    })
    void librariesStayWhereTheyBelong(String library, String packages) {
        String[] homes = Stream.of(packages.split(" ")).map(each -> ROOT + each).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(PRODUCTION);
    }

    @Test
    void sqlStaysInStores() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "storage")
                .and()
                .haveSimpleNameNotEndingWith("Store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "java.sql..")
                .check(PRODUCTION);
    }

    @Test
    void theClockIsInjected() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(PRODUCTION);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaClass each : PRODUCTION) {
            assertThat(each.getPackage().isAnnotatedWith(NullMarked.class))
                    .as(each.getPackageName())
                    .isTrue();
        }
    }
}
