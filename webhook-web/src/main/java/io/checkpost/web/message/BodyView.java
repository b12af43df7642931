package io.checkpost.web.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A body as the page shows it.
 *
 * @param size how many bytes it has
 * @param shown how many of them are shown
 * @param raw those bytes as text in UTF-8
 * @param isText whether they are such text
 * @param pretty the body as indented JSON; null where it is none, or too long to be shown
 */
public record BodyView(int size, int shown, String raw, boolean isText, @Nullable String pretty) {

  private static final int MOST = 64 * 1024;
  private static final JsonFactory JSON = new JsonFactory();

  /** Returns a body as far as it is shown. */
  public static BodyView of(byte[] body) {
    byte[] start = body.length <= MOST ? body : Arrays.copyOf(body, MOST);
    return new BodyView(
        body.length,
        start.length,
        new String(start, UTF_8),
        body.length > MOST || isText(body),
        body.length > MOST ? null : pretty(body));
  }

  /** Tells whether only the start is shown. */
  public boolean isCut() {
    return shown < size;
  }

  private static boolean isText(byte[] body) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * Token by token, so that numbers keep their spelling and a name that comes twice stays twice.
   */
  private static @Nullable String pretty(byte[] body) {
    StringWriter text = new StringWriter();
    try (JsonParser parser = JSON.createParser(body);
        JsonGenerator generator = JSON.createGenerator(text)) {
      generator.setPrettyPrinter(new DefaultPrettyPrinter());
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isNumeric()) {
          generator.writeNumber(parser.getText());
        } else {
          generator.copyCurrentEvent(parser);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
    String pretty = text.toString();
    return pretty.isBlank() ? null : pretty;
  }

  @Override
  public String toString() {
    return "BodyView[" + size + "]";
  }
}
