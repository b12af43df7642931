package io.checkpost.ingest.portal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Portals as the document that would make them: in the order of their keys, and with nothing said
 * that is so anyway.
 */
final class PortalFileExport {

  private final PortalRows rows;

  PortalFileExport(PortalRows rows) {
    this.rows = rows;
  }

  ObjectNode of(Collection<StoredPortal> portals) {
    Map<UUID, String> keys = new HashMap<>();
    Map<String, StoredPortal> byKey = new TreeMap<>();
    for (StoredPortal portal : portals) {
      String key = key(portal);
      keys.put(portal.id(), key);
      byKey.put(key, portal);
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode all = document.putObject("portals");
    byKey.forEach(
        (key, portal) -> write(all.putObject(key), key, portal, keys.get(portal.parentId())));
    return document;
  }

  private static String key(StoredPortal portal) {
    String key = portal.fileKey();
    return key == null ? portal.id().toString() : key;
  }

  private void write(
      ObjectNode object, String key, StoredPortal portal, @Nullable String parentKey) {
    PortalSettings settings = rows.settingsOf(portal);
    object.put("provider", portal.provider());
    if (parentKey != null) {
      object.put("parent", parentKey);
    }
    object.put("name", settings.name());
    object.put("token", reference(key, "TOKEN"));
    object.put("signingSecret", reference(key, "SIGNING_SECRET"));
    for (String field : settings.differencesFrom(PortalSettings.named(settings.name()))) {
      writeSetting(object, key, field, settings);
    }
  }

  private static void writeSetting(
      ObjectNode object, String key, String field, PortalSettings settings) {
    RelaySettings relay = settings.relay();
    switch (field) {
      case "relayUrl" -> object.put(field, relay.url());
      case "relayOff" -> object.put(field, relay.off());
      case "relayBody" -> object.put(field, relay.body().code());
      case "relayOrdered" -> object.put(field, relay.ordered());
      case "relayHeaders" -> writeHeaders(object.putObject(field), key, relay.headers());
      case "relayFilter" -> writeFilter(object.putObject(field), relay.filter());
      case "header" -> writeHeader(object.putObject(field), key, settings.header());
      case "codeLists" -> writeTexts(object.putObject(field), settings.codeLists());
      case "sourceAddresses" -> settings.sourceAddresses().forEach(object.withArray(field)::add);
      case "baseUrl" -> object.put(field, settings.baseUrl());
      case "timeZone" -> object.put(field, settings.timeZone());
      case "clientId" -> object.put(field, settings.clientId());
      case "paused" -> object.put(field, settings.paused());
      default -> throw new IllegalStateException("no export of " + field);
    }
  }

  private static void writeHeaders(ObjectNode object, String key, Map<String, String> headers) {
    Set<String> used = new HashSet<>();
    for (String name : new TreeMap<>(headers).keySet()) {
      String variable = "RELAY_HEADER_" + name.replaceAll("[^A-Za-z0-9]", "_");
      while (!used.add(variable.toUpperCase(Locale.ROOT))) {
        variable += "_";
      }
      object.put(name, reference(key, variable));
    }
  }

  private static void writeFilter(ObjectNode object, RelayFilter filter) {
    writeList(object, "checkTypes", filter.checkTypes());
    writeList(object, "outcomes", filter.outcomes());
    if (filter.finalOnly()) {
      object.put("finalOnly", true);
    }
  }

  private static void writeList(ObjectNode object, String name, List<String> codes) {
    if (!codes.isEmpty()) {
      codes.forEach(object.putArray(name)::add);
    }
  }

  private static void writeHeader(ObjectNode object, String key, @Nullable RequiredHeader header) {
    if (header != null) {
      object.put("name", header.name()).put("value", reference(key, "HEADER"));
    }
  }

  private static void writeTexts(ObjectNode object, Map<String, String> texts) {
    new TreeMap<>(texts).forEach(object::put);
  }

  private static String reference(String key, String secret) {
    String name = key.replace('-', '_') + "_" + secret;
    return "${PORTAL_" + name.toUpperCase(Locale.ROOT) + "}";
  }
}
