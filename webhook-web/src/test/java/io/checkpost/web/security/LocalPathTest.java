package io.checkpost.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/messages?portal=1&outcome=passed", "/a//b", "/a?then=//x"})
  void aPathOnThisServerIsKept(String path) {
    assertThat(LocalPath.of(path).value()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "messages",
        "//evil.example/",
        "/\\evil.example/",
        "/a\\b",
        "https://evil.example/",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: a=b",
        "/a b",
        "/é"
      })
  void whatCouldLeadElsewhereLeadsToTheStartPage(String path) {
    assertThat(LocalPath.of(path)).isEqualTo(LocalPath.HOME);
  }

  @Test
  void nothingLeadsToTheStartPage() {
    assertThat(LocalPath.of(null)).isEqualTo(LocalPath.HOME);
  }

  @Test
  void theSignInPageIsToldWhereToGoOn() {
    assertThat(LocalPath.of("/messages?a=b&c").signInUrl())
        .isEqualTo("/sign-in?then=%2Fmessages%3Fa%3Db%26c");
  }
}
