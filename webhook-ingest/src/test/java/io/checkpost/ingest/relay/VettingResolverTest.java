package io.checkpost.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.relay.VettingResolver.RefusedAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VettingResolverTest {

  private final AddressGuard guard = new AddressGuard(Settings.of(Map.of()));

  private VettingResolver answering(String... addresses) {
    return new VettingResolver(
        guard,
        host -> {
          InetAddress[] found = new InetAddress[addresses.length];
          for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByName(addresses[i]);
          }
          return found;
        });
  }

  @Test
  void aHostIsResolvedOnceAndItsAddressesAreWhatIsConnectedTo() throws UnknownHostException {
    AtomicInteger asked = new AtomicInteger();
    VettingResolver resolver =
        new VettingResolver(
            guard,
            host -> {
              asked.incrementAndGet();
              return new InetAddress[] {InetAddress.getByName("8.8.8.8")};
            });

    assertThat(resolver.resolve("example.com", 443))
        .singleElement()
        .satisfies(
            address -> {
              assertThat(address.getAddress()).isEqualTo(InetAddress.getByName("8.8.8.8"));
              assertThat(address.isUnresolved()).isFalse();
              assertThat(address.getPort()).isEqualTo(443);
            });
    assertThat(asked).hasValue(1);
  }

  @Test
  void oneBadAddressAmongGoodOnesIsEnough() {
    assertThatExceptionOfType(RefusedAddress.class)
        .isThrownBy(() -> answering("8.8.8.8", "10.0.0.1").resolve("example.com", 443))
        .matches(refused -> refused.address().equals("10.0.0.1"));
  }

  @Test
  void aHostWithoutAddressesIsUnknown() {
    assertThatExceptionOfType(UnknownHostException.class)
        .isThrownBy(() -> answering().resolve("example.com", 443))
        .isNotInstanceOf(RefusedAddress.class);
  }

  /** Whatever the system makes of it, it is refused, or it is no host. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "127.0.0.1.",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "[::1]",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "0:0:0:0:0:ffff:7f00:0001",
        "１２７.０.０.１",
        "①②⑦.⓪.⓪.①",
        "0",
        "0.0.0.0",
        "169.254.169.254",
        "[fe80::1%lo]",
        ""
      })
  void noNotationOfALocalAddressGetsThrough(String host) {
    assertThatExceptionOfType(UnknownHostException.class)
        .isThrownBy(() -> new VettingResolver(guard).resolve(host, 80));
  }

  /** Java reads no octal digits; what is connected to is what was checked all the same. */
  @Test
  void anOctalNotationIsWhatJavaReadsInIt() throws UnknownHostException {
    assertThat(new VettingResolver(guard).resolve("0177.0.0.1"))
        .containsExactly(InetAddress.getByName("177.0.0.1"));
  }
}
