package dev.mcpmanager.gateway;

import dev.mcpmanager.catalog.ListKind;
import dev.mcpmanager.catalog.ServerLists;
import dev.mcpmanager.gateway.Topic.Kind;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import java.util.Set;

/** Hears when a server's lists change, and has them asked for anew. Thread-safe. */
record ListWatch(ServerLists lists) implements Subscriber {

    /** Of which a change is told. */
    static Kind kind(ListKind list) {
        return switch (list) {
            case TOOLS -> Kind.TOOLS;
            case PROMPTS -> Kind.PROMPTS;
            case RESOURCES, TEMPLATES -> Kind.RESOURCES;
        };
    }

    @Override
    public boolean wants(Topic topic) {
        return topic instanceof Topic.Changed;
    }

    @Override
    public Set<String> resources() {
        return Set.of();
    }

    @Override
    public void tell(Notification notification) {
        for (ListKind list : ListKind.values()) {
            if (kind(list).notification().equals(notification.method())) {
                lists.refresh(list);
            }
        }
    }
}
