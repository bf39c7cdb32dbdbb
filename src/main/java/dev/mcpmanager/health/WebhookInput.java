package dev.mcpmanager.health;

import dev.mcpmanager.problem.FieldError;
import dev.mcpmanager.problem.ProblemException;
import dev.mcpmanager.secret.Decrypted;
import dev.mcpmanager.server.InputObject;
import dev.mcpmanager.server.ServerValidator;
import dev.mcpmanager.server.Urls;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Makes a {@link Webhook} from JSON with {@code name}, {@code url} and {@code format}. Stateless. */
final class WebhookInput {
    private WebhookInput() {}

    /** @throws ProblemException Invalid with all bad fields */
    static Webhook read(ObjectNode json) {
        List<FieldError> errors = new ArrayList<>();
        var input = new InputObject(json, "", errors);
        Optional<String> name = ServerValidator.name(input);
        Optional<URI> url = url(input);
        Webhook.Format format = format(input);
        input.refuseUnknown();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Webhook(
                name.orElseThrow(), new Decrypted.Plain(url.orElseThrow().toString()), format);
    }

    private static Optional<URI> url(InputObject input) {
        if (input.value("url").isEmpty()) {
            input.refuse("url", "is required");
        }
        return input.text("url").flatMap(text -> Urls.absolute(input, "url", text));
    }

    private static Webhook.Format format(InputObject input) {
        Optional<String> word = input.text("format");
        Optional<Webhook.Format> format = word.flatMap(Webhook.Format::parse);
        if (word.isPresent() && format.isEmpty()) {
            input.refuse("format", "must be generic or slack");
        }
        return format.orElse(Webhook.Format.GENERIC);
    }
}
