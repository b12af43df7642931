package io.checkpost.ingest.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;

/** How a file of portals is written. */
public enum PortalFileFormat {
  /** Indented JSON. */
  JSON,
  /** YAML in blocks. */
  YAML;

  private static final ObjectWriter JSON_WRITER =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();
  private static final ObjectWriter YAML_WRITER =
      YAMLMapper.builder(
              YAMLFactory.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build())
          .build()
          .writer();

  byte[] write(JsonNode document) {
    try {
      return (this == JSON ? JSON_WRITER : YAML_WRITER).writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a file of portals cannot be written", e);
    }
  }
}
