package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.portal.PortalFile;
import io.checkpost.ingest.portal.PortalFileFormat;
import io.checkpost.ingest.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** {@code /api/v1/portals/file}: all portals as one document, in YAML or JSON. */
@ApplicationSingleton
@Path("/portals/file")
public class PortalFileResource {

  /** RFC 9512. */
  private static final String YAML = "application/yaml";

  private static final int LARGEST_BODY = 2 << 20;
  private static final Map<String, Boolean> FLAG = Map.of("true", true, "false", false);

  private final PortalFile file;

  /** Creates the resource. */
  @Inject
  public PortalFileResource(PortalFile file) {
    this.file = file;
  }

  /** Returns the document in JSON. */
  @GET
  @Produces(MediaType.APPLICATION_JSON + ";qs=1.0")
  public Response json() {
    return document(PortalFileFormat.JSON, MediaType.APPLICATION_JSON);
  }

  /** Returns the document in YAML. */
  @GET
  @Produces(YAML + ";qs=0.9")
  public Response yaml() {
    return document(PortalFileFormat.YAML, YAML);
  }

  private Response document(PortalFileFormat format, String mediaType) {
    return Response.ok(file.export(format), mediaType)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** Makes and changes portals as the document says; as a dry run, only tells what would change. */
  @POST
  @RolesAllowed(Roles.ADMINISTRATOR)
  @Consumes({MediaType.APPLICATION_JSON, YAML, "application/x-yaml", "text/yaml"})
  @Produces(MediaType.APPLICATION_JSON)
  @QueryParameters("dryRun")
  public View apply(InputStream body, @Context UriInfo uri) throws IOException {
    boolean dryRun = Boolean.TRUE.equals(new Query(uri.getQueryParameters()).oneOf("dryRun", FLAG));
    byte[] document = read(body);
    return PortalFileDiffView.of(dryRun ? file.rehearse(document) : file.apply(document), !dryRun);
  }

  private static byte[] read(InputStream body) throws IOException {
    byte[] document = body.readNBytes(LARGEST_BODY + 1);
    if (document.length > LARGEST_BODY) {
      throw new WebApplicationException(
          Problem.of(413, "Content too large", "At most " + LARGEST_BODY + " bytes are accepted.")
              .toResponse());
    }
    return document;
  }
}
