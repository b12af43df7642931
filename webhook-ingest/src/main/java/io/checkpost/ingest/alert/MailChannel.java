package io.checkpost.ingest.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.ingest.configuration.InvalidSetting;
import io.checkpost.ingest.configuration.Settings;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/** E-mail: one message for all that changed at once, so that a bad hour is not a hundred mails. */
final class MailChannel implements Channel {

  private static final String PATIENCE_MILLIS = "10000";

  private final Settings.Mail settings;
  private final String baseUrl;
  private final Clock clock;
  private final Session session;
  private final InternetAddress from;
  private final InternetAddress[] to;

  /**
   * Creates the channel; connects to nobody yet.
   *
   * @throws InvalidSetting when an address is none
   */
  MailChannel(Settings.Mail settings, String baseUrl, Clock clock) {
    this.settings = settings;
    this.baseUrl = baseUrl;
    this.clock = clock;
    this.session = Session.getInstance(properties(settings));
    this.from = addresses("checkpost.alert.mail.from", settings.from())[0];
    this.to = addresses("checkpost.alert.mail.to", settings.to());
  }

  private static Properties properties(Settings.Mail settings) {
    Properties properties = new Properties();
    String tls = String.valueOf(settings.startTls());
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", String.valueOf(settings.port()));
    properties.put("mail.smtp.auth", String.valueOf(settings.user().isPresent()));
    properties.put("mail.smtp.starttls.enable", tls);
    properties.put("mail.smtp.starttls.required", tls);
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
    properties.put("mail.smtp.timeout", PATIENCE_MILLIS);
    properties.put("mail.smtp.writetimeout", PATIENCE_MILLIS);
    return properties;
  }

  private static InternetAddress[] addresses(String property, String text) {
    try {
      InternetAddress[] addresses = InternetAddress.parse(text, true);
      for (InternetAddress address : addresses) {
        address.validate();
      }
      if (addresses.length > 0) {
        return addresses;
      }
    } catch (AddressException e) {
      // said below
    }
    throw new InvalidSetting(property, "'" + text + "' is not an e-mail address");
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public int mostAtOnce() {
    return 100;
  }

  @Override
  public void send(List<Notice> notices) throws IOException {
    try {
      MimeMessage message = message(notices);
      try (Transport transport = session.getTransport("smtp")) {
        transport.connect(settings.user().orElse(null), settings.password().orElse(null));
        transport.sendMessage(message, message.getAllRecipients());
      }
    } catch (MessagingException e) {
      throw new NotTaken(e.getClass().getSimpleName(), e);
    }
  }

  private MimeMessage message(List<Notice> notices) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(from);
    message.setRecipients(Message.RecipientType.TO, to);
    message.setSubject(subject(notices), UTF_8.name());
    message.setText(text(notices), UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    // nobody is to answer, and no robot either
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Checkpost-Notice", notices.get(0).id().toString());
    return message;
  }

  private static String subject(List<Notice> notices) {
    Notice first = notices.get(0);
    String more = notices.size() == 1 ? "" : " and %d more".formatted(notices.size() - 1);
    return "[Checkpost] %s %s%s".formatted(first.key(), first.state().code(), more);
  }

  private String text(List<Notice> notices) {
    StringBuilder text = new StringBuilder();
    for (Notice notice : notices) {
      text.append("%s %s\r\n".formatted(notice.key(), notice.state().code()))
          .append("  since %s\r\n".formatted(notice.since()))
          .append("  %s\r\n\r\n".formatted(notice.detail()));
    }
    return text.append(baseUrl).append("\r\n").toString();
  }
}
