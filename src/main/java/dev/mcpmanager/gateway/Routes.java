package dev.mcpmanager.gateway;

import dev.mcpmanager.catalog.ListKind;
import dev.mcpmanager.catalog.Offer;
import dev.mcpmanager.catalog.View;
import dev.mcpmanager.mcp.RawJson;
import dev.mcpmanager.mcp.RawObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Finds where requests lead that came to the address of all servers. Thread-safe; no method blocks. */
record Routes(View view, boolean modern) {
    private static final String NAME = "name";
    private static final String URI = "uri";
    private static final String REF = "ref";
    private static final List<String> REF_NAMES = List.of("type", NAME, URI);
    private static final int MAX_TOLD = 200;

    /** Gives the route, at once or when servers that are being asked have told what they offer. */
    void find(String method, Params params, Consumer<Route> then) {
        Optional<ListKind> list = ListKind.of(method);
        if (list.isPresent()) {
            after(view.told(list.get()), () -> then.accept(page(list.get(), params)));
            return;
        }
        Route now = find(method, params);
        if (now instanceof Route.Nowhere) {
            after(view.settled(kinds(method)), () -> then.accept(find(method, params)));
        } else {
            then.accept(now);
        }
    }

    private static void after(CompletableFuture<Void> ready, Runnable then) {
        if (ready.isDone()) {
            then.run();
        } else {
            var _ = ready.thenRunAsync(then, task -> Thread.startVirtualThread(task));
        }
    }

    /** The lists that tell where a request of this method leads. */
    private static List<ListKind> kinds(String method) {
        return switch (method) {
            case "tools/call" -> List.of(ListKind.TOOLS);
            case "prompts/get" -> List.of(ListKind.PROMPTS);
            case "completion/complete" -> List.of(ListKind.PROMPTS, ListKind.RESOURCES, ListKind.TEMPLATES);
            default -> List.of(ListKind.RESOURCES, ListKind.TEMPLATES);
        };
    }

    private Route find(String method, Params params) {
        return switch (method) {
            case "tools/call" -> named(ListKind.TOOLS, "tool", params);
            case "prompts/get" -> named(ListKind.PROMPTS, "prompt", params);
            case "resources/read", "resources/subscribe", "resources/unsubscribe" -> resource(params);
            case "completion/complete" -> completion(params);
            default ->
                new Route.Nowhere(
                        RpcError.METHOD_NOT_FOUND,
                        "Method not found at the address of all servers: use that of the server alone, /mcp/{name}");
        };
    }

    private Route page(ListKind kind, Params params) {
        return view.page(kind, params.object().text("cursor"), modern)
                .<Route>map(Route.Answer::new)
                .orElseGet(() -> new Route.Nowhere(
                        RpcError.INVALID_PARAMS,
                        "The cursor is not valid, or the list has changed since: ask for it from its beginning"));
    }

    private Route named(ListKind kind, String what, Params params) {
        Optional<String> name = params.object().text(NAME);
        return name.flatMap(text -> view.find(kind, text))
                .<Route>map(offer -> to(offer, params, Map.of(NAME, RawJson.text(offer.own()))))
                .orElseGet(() -> unknown(what, name, RpcError.INVALID_PARAMS));
    }

    private Route resource(Params params) {
        Optional<String> uri = params.object().text(URI);
        return uri.flatMap(view::resource)
                .<Route>map(offer -> to(offer, params, Map.of(URI, RawJson.text(offer.own()))))
                .orElseGet(() -> unknown(
                        "resource", uri, modern ? RpcError.INVALID_PARAMS : RpcError.LEGACY_RESOURCE_NOT_FOUND));
    }

    /** 2025-11-25, Completion: what is to be completed is a prompt, or a template of a resource. */
    private Route completion(Params params) {
        Optional<RawObject> ref = params.object().object(REF, REF_NAMES);
        boolean ofPrompt = ref.flatMap(object -> object.text("type"))
                .filter("ref/prompt"::equals)
                .isPresent();
        String key = ofPrompt ? NAME : URI;
        Optional<String> named = ref.flatMap(object -> object.text(key));
        Optional<Offer> offer =
                named.flatMap(text -> ofPrompt ? view.find(ListKind.PROMPTS, text) : view.templateOrResource(text));
        return offer.<Route>map(found ->
                        to(found, params, Map.of(REF, ref.orElseThrow().with(Map.of(key, RawJson.text(found.own()))))))
                .orElseGet(() -> unknown("prompt or resource", named, RpcError.INVALID_PARAMS));
    }

    private static Route to(Offer offer, Params params, Map<String, RawJson> changes) {
        return new Route.To(offer.serverId(), params.object().with(changes));
    }

    private static Route unknown(String what, Optional<String> name, int code) {
        String told = name.map(text -> text.length() <= MAX_TOLD ? text : text.substring(0, MAX_TOLD) + "…")
                .orElse("(without a name)");
        return new Route.Nowhere(
                code,
                "No server that is offered here has the " + what + " " + told
                        + ": its server may be stopped or renamed; list what there is again");
    }
}
