package io.checkpost.ingest.management;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.problem.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads and writes the API's JSON: what came as {@link JsonMembers}, what goes as {@link View}. */
@Provider
@ApplicationSingleton
@Consumes({MediaType.APPLICATION_JSON, JsonBodies.MERGE_PATCH})
@Produces(MediaType.APPLICATION_JSON)
public class JsonBodies implements MessageBodyReader<JsonMembers>, MessageBodyWriter<View> {

  /** RFC 7396. */
  static final String MERGE_PATCH = "application/merge-patch+json";

  private static final int LARGEST_BODY = 1 << 20;
  private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == JsonMembers.class;
  }

  @Override
  public JsonMembers readFrom(
      Class<JsonMembers> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    byte[] bytes = body.readNBytes(LARGEST_BODY + 1);
    if (bytes.length > LARGEST_BODY) {
      throw new WebApplicationException(
          Problem.of(413, "Content too large", "At most " + LARGEST_BODY + " bytes are accepted.")
              .toResponse());
    }
    return JsonMembers.read(bytes);
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return View.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      View view,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    body.write(WRITER.writeValueAsBytes(view));
  }
}
