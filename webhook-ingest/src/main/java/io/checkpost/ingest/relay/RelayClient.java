package io.checkpost.ingest.relay;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Posts to URLs that strangers chose. It connects only to addresses that were checked, follows no
 * redirect, keeps no cookie, asks no proxy, unpacks nothing, tries nothing twice, and gives up on a
 * target that does not answer whole within the time set, however it fills that time.
 *
 * <p>Safe for use by many threads.
 */
@ApplicationSingleton
final class RelayClient {

  /** How much of an answer is kept; nothing beyond it is read. */
  static final int LARGEST_KEPT = 16 * 1024;

  private static final int LONGEST_LINE = 8 * 1024;
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_KEPT_HEADER = 500;
  private static final Set<String> KEPT_HEADERS =
      Set.of("content-type", "date", "location", "retry-after", "server");
  private static final ContentType JSON = ContentType.create("application/json");
  private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(5);
  private static final TimeValue CHECK_AFTER = TimeValue.ofMilliseconds(200);

  private final CloseableHttpClient client;
  private final boolean allowHttp;
  private final Duration timeout;
  private final Set<HttpPost> underWay = ConcurrentHashMap.newKeySet();
  private @Nullable ScheduledExecutorService deadlines;

  /** Creates a client that trusts what the Java installation trusts. */
  @Inject
  RelayClient(Settings settings) {
    this(settings, new VettingResolver(new AddressGuard(settings)), javasDefault());
  }

  RelayClient(Settings settings, VettingResolver resolver, SSLContext tls) {
    this.allowHttp = settings.relayAllowHttp();
    this.timeout = settings.relayTimeout();
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(resolver)
                    .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .http1Config(
                                Http1Config.custom()
                                    .setMaxLineLength(LONGEST_LINE)
                                    .setMaxHeaderCount(MOST_HEADERS)
                                    .build())
                            .build())
                    .setDefaultConnectionConfig(connections(settings))
                    .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(Timeout.of(timeout)).build())
                    .setMaxConnTotal(settings.relayThreads() + TestLetters.MOST_AT_ONCE)
                    .setMaxConnPerRoute(settings.relayThreads() + TestLetters.MOST_AT_ONCE)
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(Timeout.of(timeout))
                    .setConnectionRequestTimeout(Timeout.of(timeout))
                    .setConnectionKeepAlive(KEEP_ALIVE)
                    .setAuthenticationEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setUserAgent("Checkpost/" + version())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .build();
  }

  private static ConnectionConfig connections(Settings settings) {
    return ConnectionConfig.custom()
        .setConnectTimeout(Timeout.of(settings.relayConnectTimeout()))
        .setSocketTimeout(Timeout.of(settings.relayTimeout()))
        .setValidateAfterInactivity(CHECK_AFTER)
        .build();
  }

  private static SSLContext javasDefault() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /** As the jar says; nothing is known where classes were not packaged. */
  private static String version() {
    return Optional.ofNullable(RelayClient.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** Begins to watch the time; to be called before anything is posted. */
  void start(ThreadFactory threads) {
    deadlines = Executors.newSingleThreadScheduledExecutor(threads);
  }

  /**
   * Posts a body and returns what came of it; never throws for anything that the target does.
   *
   * @param headers more headers than the content's and the client's own
   */
  Reply post(String url, Map<String, String> headers, byte[] body) {
    URI uri = uri(url);
    if (uri == null) {
      return Reply.failed(Cause.INVALID_URL, null);
    }
    if (!allowHttp && !"https".equalsIgnoreCase(uri.getScheme())) {
      return Reply.failed(Cause.INSECURE_URL, null);
    }
    HttpPost post = new HttpPost(uri);
    headers.forEach(post::setHeader);
    post.setEntity(new ByteArrayEntity(body, JSON));
    return inTime(post);
  }

  private static @Nullable URI uri(String url) {
    try {
      URI uri = new URI(url).parseServerAuthority();
      boolean http =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return http && uri.getHost() != null ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private Reply inTime(HttpPost post) {
    ScheduledExecutorService watch = deadlines;
    if (watch == null) {
      throw new IllegalStateException("not started");
    }
    AtomicBoolean late = new AtomicBoolean();
    Future<?> deadline =
        watch.schedule(
            () -> {
              late.set(true);
              post.cancel();
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    HttpClientContext context = HttpClientContext.create();
    underWay.add(post);
    try {
      return answered(post, context);
    } catch (VettingResolver.RefusedAddress e) {
      return Reply.failed(Cause.REFUSED_ADDRESS, e.address());
    } catch (IOException e) {
      return Reply.failed(late.get() ? Cause.TIMEOUT : cause(e), address(context));
    } finally {
      underWay.remove(post);
      deadline.cancel(false);
    }
  }

  private Reply answered(HttpPost post, HttpClientContext context) throws IOException {
    ClassicHttpResponse response = client.executeOpen(null, post, context);
    boolean whole = false;
    try {
      byte[] body = start(response.getEntity());
      whole = body.length < LARGEST_KEPT;
      int status = response.getCode();
      return new Reply(
          status,
          status / 100 == 2 ? null : Cause.ofStatus(status),
          address(context),
          keptHeaders(response),
          body);
    } finally {
      if (!whole) {
        // closing alone would read on to the end
        post.cancel();
      }
      Closer.closeQuietly(response);
    }
  }

  private static byte[] start(@Nullable HttpEntity entity) throws IOException {
    return entity == null ? new byte[0] : entity.getContent().readNBytes(LARGEST_KEPT);
  }

  private static Map<String, String> keptHeaders(ClassicHttpResponse response) {
    Map<String, String> kept = new TreeMap<>();
    for (Header header : response.getHeaders()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      String value = header.getValue();
      if (value != null && KEPT_HEADERS.contains(name)) {
        kept.putIfAbsent(
            name,
            value.length() > LONGEST_KEPT_HEADER ? value.substring(0, LONGEST_KEPT_HEADER) : value);
      }
    }
    return kept;
  }

  private static @Nullable String address(HttpClientContext context) {
    EndpointDetails endpoint = context.getEndpointDetails();
    return endpoint != null && endpoint.getRemoteAddress() instanceof InetSocketAddress remote
        ? digits(remote.getAddress())
        : null;
  }

  /** Without the name of the network interface, which says nothing elsewhere. */
  static String digits(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }

  private static Cause cause(IOException e) {
    if (e instanceof UnknownHostException) {
      return Cause.DNS;
    }
    if (e instanceof ConnectTimeoutException
        || e instanceof ConnectException
        || e instanceof NoRouteToHostException) {
      return Cause.CONNECT;
    }
    if (e instanceof SSLException || e.getCause() instanceof GeneralSecurityException) {
      return Cause.TLS;
    }
    if (e instanceof SocketTimeoutException) {
      return Cause.TIMEOUT;
    }
    if (e instanceof ClientProtocolException
        || e instanceof MessageConstraintException
        || e instanceof MalformedChunkCodingException) {
      return Cause.PROTOCOL;
    }
    return Cause.CLOSED;
  }

  /** Cuts off what is under way; each {@link #post} returns with a failure then. */
  void cancel() {
    underWay.forEach(HttpPost::cancel);
  }

  /** Closes every connection. */
  void close() {
    ScheduledExecutorService watch = deadlines;
    if (watch != null) {
      watch.shutdown();
    }
    client.close(CloseMode.IMMEDIATE);
  }
}
