package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import java.util.Set;

/** Somebody who hears of changes at a server: a legacy session, or a modern client's subscription. Thread-safe. */
interface Subscriber {

    boolean wants(Topic topic);

    /** The resources of which it hears. */
    Set<String> resources();

    void tell(Notification notification);
}
