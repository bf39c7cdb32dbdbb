package dev.mcpmanager.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mcpmanager.health.Availability;
import dev.mcpmanager.health.HealthRange;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Time that servers were healthy and unhealthy. Immutable.
 *
 * @param availability percent of {@code healthyTime} and {@code unhealthyTime} that is the former, exact; null when both are
 *     zero
 * @param healthyTime in milliseconds
 */
public record AvailabilityView(@Nullable Double availability, long healthyTime, long unhealthyTime) {

    /**
     * All servers over a range.
     *
     * @param range such as {@code 24h}
     * @param all the times of all servers together
     * @param servers each that was watched, by its id
     */
    public record OfAll(String range, @JsonUnwrapped AvailabilityView all, Map<String, AvailabilityView> servers) {

        public static OfAll of(HealthRange range, Map<String, Availability> servers) {
            Availability all = servers.values().stream().reduce(new Availability(0, 0), Availability::plus);
            return new OfAll(
                    range.text(),
                    AvailabilityView.of(all),
                    servers.entrySet().stream()
                            .collect(Collectors.toUnmodifiableMap(
                                    Map.Entry::getKey, server -> AvailabilityView.of(server.getValue()))));
        }
    }

    private static AvailabilityView of(Availability availability) {
        return new AvailabilityView(
                availability.percent().isPresent() ? availability.percent().getAsDouble() : null,
                availability.healthyMillis(),
                availability.unhealthyMillis());
    }
}
