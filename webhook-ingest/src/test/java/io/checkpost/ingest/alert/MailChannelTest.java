package io.checkpost.ingest.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.configuration.InvalidSetting;
import io.checkpost.ingest.configuration.Settings;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailChannelTest {

  private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @BeforeEach
  void start() {
    server.setUser("checkpost@example.com", "checkpost", "mail-password");
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Channel channel(Map<String, String> more) {
    Map<String, String> settings =
        Stream.concat(
                more.entrySet().stream(),
                Map.of(
                    "checkpost.alert.mail.host", "127.0.0.1",
                    "checkpost.alert.mail.port", String.valueOf(server.getSmtp().getPort()),
                    "checkpost.alert.mail.starttls", "false",
                    "checkpost.alert.mail.from", "checkpost@example.com",
                    "checkpost.alert.mail.to", "one@example.com, two@example.com")
                    .entrySet()
                    .stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    return new MailChannel(
        Settings.of(settings).alertMail().orElseThrow(),
        "https://checkpost.example",
        new MutableClock());
  }

  private static Notice notice(String subject, AlertState state) {
    return new Notice(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "portal-silent",
        subject,
        state,
        Instant.parse("2026-03-02T10:00:00Z"),
        1,
        "Nothing has come since ten o’clock.");
  }

  @Test
  void allChangesAreInOneMailToEverybody() throws Exception {
    channel(
            Map.of(
                "checkpost.alert.mail.user",
                "checkpost",
                "checkpost.alert.mail.password",
                "mail-password"))
        .send(List.of(notice("p1", AlertState.RAISED), notice("p2", AlertState.CLEARED)));

    MimeMessage[] received = server.getReceivedMessages();
    assertThat(received).hasSize(2);
    assertThat(received[0].getSubject())
        .isEqualTo("[Checkpost] portal-silent:p1 raised and 1 more");
    assertThat(received[0].getFrom()[0]).hasToString("checkpost@example.com");
    assertThat(received[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(String.valueOf(received[0].getContent()))
        .contains("portal-silent:p1 raised")
        .contains("portal-silent:p2 cleared")
        .contains("Nothing has come since ten o’clock.")
        .contains("https://checkpost.example");
    assertThat(GreenMailUtil.getBody(received[0])).isNotEmpty();
  }

  @Test
  void aServerThatCannotEncryptGetsNothing() {
    Channel channel = channel(Map.of("checkpost.alert.mail.starttls", "true"));

    assertThatThrownBy(() -> channel.send(List.of(notice("p1", AlertState.RAISED))))
        .isInstanceOf(IOException.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerThatIsDownIsAnIoException() {
    Channel channel = channel(Map.of());
    server.stop();

    assertThatThrownBy(() -> channel.send(List.of(notice("p1", AlertState.RAISED))))
        .isInstanceOf(NotTaken.class)
        .hasMessage("MailConnectException");
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> channel(Map.of("checkpost.alert.mail.to", "nobody at all")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("checkpost.alert.mail.to: ");
    assertThatThrownBy(
            () -> Settings.of(Map.of("checkpost.alert.mail.host", "mail.example.com")).alertMail())
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("checkpost.alert.mail.from: ");
  }
}
