package io.checkpost.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class HttpPortTest {

  @Test
  void aTakenPortStopsTheStartAndIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> HttpPort.requireFree("127.0.0.1", port))
          .isInstanceOf(StartFailure.class)
          .hasMessage("port %d is taken (127.0.0.1:%d)", port, port);
    }
  }

  @Test
  void portZeroBecomesAFreePort() throws Exception {
    assertThat(HttpPort.requireFree("127.0.0.1", 0).getPort()).isPositive();
  }

  @Test
  void anAddressOfAnotherMachineStopsTheStartAndIsNamed() {
    assertThatThrownBy(() -> HttpPort.requireFree("192.0.2.1", 0))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("cannot listen on 192.0.2.1:0");
  }
}
