package com.example.lettings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is in the WAR: Checkpost as it was, and one jar more. */
class OverlaidWarIT {

  @Test
  void theWarIsCheckpostsWithTheExtensionInIt() throws IOException {
    try (ZipFile war = new ZipFile(System.getProperty("war"))) {
      List<String> names = war.stream().map(ZipEntry::getName).toList();

      assertThat(names)
          .contains(
              "WEB-INF/web.xml", "WEB-INF/beans.xml", "WEB-INF/payara-web.xml", "messages.xhtml")
          .contains("WEB-INF/classes/io/checkpost/web/text.properties");
      assertThat(names)
          .filteredOn(name -> name.matches("WEB-INF/lib/(webhook-|tenancy-ledger).*\\.jar"))
          .extracting(name -> name.replaceAll("-\\d.*", ""))
          .containsExactlyInAnyOrder(
              "WEB-INF/lib/webhook-api",
              "WEB-INF/lib/webhook-ingest",
              "WEB-INF/lib/tenancy-ledger");
    }
  }
}
