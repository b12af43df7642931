package io.checkpost.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.ingest.configuration.InvalidSetting;
import io.checkpost.ingest.configuration.Settings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Promise 8: no way into private networks, however their addresses are written. */
class AddressGuardTest {

  private final AddressGuard guard = new AddressGuard(Settings.of(Map.of()));

  private static AddressGuard allowing(String networks) {
    return new AddressGuard(Settings.of(Map.of("checkpost.relay.allow", networks)));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static InetAddress address(byte... bytes) {
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Example
  void whatIsNotPublicIsRefused() {
    for (String refused :
        List.of(
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::808:808",
            "64:ff9b:1:fffe::a00:1",
            "100::1",
            "2001::1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "3fff::1",
            "4000::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1")) {
      assertThat(guard.admits(address(refused))).as(refused).isFalse();
    }
  }

  @Example
  void whatIsPublicIsAdmitted() {
    for (String admitted :
        List.of(
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2001:4860:4860::8888",
            "2606:4700::1111",
            "2a00::1",
            "64:ff9b::808:808",
            "2002:808:808::1")) {
      assertThat(guard.admits(address(admitted))).as(admitted).isTrue();
    }
  }

  @Property
  void anIpv4AddressIsJudgedTheSameInEveryClothingOfIpv6(@ForAll @Size(4) byte[] ipv4) {
    boolean admitted = guard.admits(address(ipv4));

    assertThat(guard.admits(address(embedded(ipv4, 12, 0)))).as("compatible").isEqualTo(admitted);
    byte[] mapped = embedded(ipv4, 12, 0);
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    assertThat(guard.admits(address(mapped))).as("mapped").isEqualTo(admitted);
    byte[] nat64 = embedded(ipv4, 12, 0);
    nat64[1] = 0x64;
    nat64[2] = (byte) 0xff;
    nat64[3] = (byte) 0x9b;
    assertThat(guard.admits(address(nat64))).as("NAT64").isEqualTo(admitted);
    byte[] sixToFour = embedded(ipv4, 2, 0);
    sixToFour[0] = 0x20;
    sixToFour[1] = 0x02;
    assertThat(guard.admits(address(sixToFour))).as("6to4").isEqualTo(admitted);
    byte[] teredo = embedded(ipv4, 12, 0xff);
    teredo[0] = 0x20;
    teredo[1] = 0x01;
    assertThat(guard.admits(address(teredo))).as("Teredo").isEqualTo(admitted);
  }

  private static byte[] embedded(byte[] ipv4, int offset, int turned) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 4; i++) {
      bytes[offset + i] = (byte) (ipv4[i] ^ turned);
    }
    return bytes;
  }

  /** What Java itself knows of an address must never be contradicted by an admission. */
  @Property
  void nothingIsAdmittedThatJavaCallsLocal(@ForAll("addresses") byte[] bytes) {
    InetAddress address = address(bytes);

    if (address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()) {
      assertThat(guard.admits(address)).isFalse();
    }
  }

  /** The first bytes are drawn from few values, so that special ranges are hit. */
  @Provide
  Arbitrary<byte[]> addresses() {
    Arbitrary<Byte> first =
        Arbitraries.of(0, 10, 127, 169, 172, 192, 224, 255, 0xfc, 0xfd, 0xfe, 0xff, 0x20)
            .map(Integer::byteValue);
    Arbitrary<Byte> second =
        Arbitraries.of(0, 1, 16, 31, 168, 254, 0x80, 0xc0).map(Integer::byteValue);
    return Arbitraries.of(4, 16)
        .flatMap(
            size ->
                Arbitraries.bytes()
                    .array(byte[].class)
                    .ofSize(size)
                    .flatMap(
                        rest ->
                            first.flatMap(
                                one ->
                                    second.map(
                                        two -> {
                                          byte[] bytes = rest.clone();
                                          bytes[0] = one;
                                          bytes[1] = two;
                                          return bytes;
                                        }))));
  }

  @Property
  void whatIsAllowedIsAdmittedAndNothingBesideIt(@ForAll @Size(4) byte[] ipv4) {
    AddressGuard allowing = allowing("10.20.0.0/16, fd00::/8");
    InetAddress address = address(ipv4);
    boolean inside = ipv4[0] == 10 && ipv4[1] == 20;

    assertThat(allowing.admits(address)).isEqualTo(inside || guard.admits(address));
    ipv4[0] = 10;
    ipv4[1] = 20;
    assertThat(allowing.admits(address(ipv4))).isTrue();
    assertThat(allowing.admits(address(embedded(ipv4, 12, 0)))).isTrue();
    ipv4[1] = 21;
    assertThat(allowing.admits(address(ipv4))).isFalse();
  }

  @Example
  void anAllowedNetworkOfIpv6IsAdmitted() {
    assertThat(allowing("fd00::/8").admits(address("fd12::1"))).isTrue();
    assertThat(allowing("::1").admits(address("::1"))).isTrue();
    assertThat(allowing("fd00::/8").admits(address("fc00::1"))).isFalse();
  }

  @Example
  void whatIsNoNetworkIsRefusedAtTheStart() {
    for (String network : List.of("localhost", "10.0.0.0/33", "10.0.0.0/8,", "::1/129", "*")) {
      assertThatExceptionOfType(InvalidSetting.class)
          .isThrownBy(() -> allowing(network))
          .withMessageStartingWith("checkpost.relay.allow: ");
    }
  }
}
