package backbench.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Authenticator;
import java.net.Authenticator.RequestorType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {

  private static final Properties NONE = new Properties();

  @ParameterizedTest
  @CsvSource({
    "https_proxy, http://proxy.test:3128, 3128",
    "HTTPS_PROXY, http://proxy.test:3128/, 3128",
    "HTTPS_PROXY, proxy.test:3128, 3128",
    "HTTPS_PROXY, http://proxy.test, 80",
    "HTTPS_PROXY, http://user:secret@proxy.test:3128, 3128"
  })
  void theEnvironmentNamesTheProxy(String variable, String value, int port) {
    assertThat(select(Map.of(variable, value), "https://data.test/x"))
        .isEqualTo("proxy.test:" + port);
  }

  @Test
  void withoutOneTheWayIsDirect() {
    assertThat(select(Map.of(), "https://data.test/x")).isEqualTo("direct");
    assertThat(select(Map.of("HTTP_PROXY", "http://proxy.test:1"), "https://data.test/x"))
        .isEqualTo("direct");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.test           | direct",
        ".data.test          | direct",
        "*.data.test         | direct",
        "other, DATA.test    | direct",
        "test                | direct",
        "data.test:8443      | direct",
        "*                   | direct",
        "ata.test            | proxy.test:3128",
        "data.test:1         | proxy.test:3128",
        "other               | proxy.test:3128"
      })
  void whatNoProxyListsIsReachedDirectly(String noProxy, String way) {
    assertThat(
            select(
                Map.of("HTTPS_PROXY", "http://proxy.test:3128", "NO_PROXY", noProxy),
                "https://data.test:8443/x"))
        .isEqualTo(way);
  }

  @Test
  void thisMachineIsReachedDirectly() {
    assertThat(select(Map.of("http_proxy", "http://proxy.test:1"), "http://127.0.0.1:80/x"))
        .isEqualTo("direct");
  }

  @Test
  void theJvmsOwnPropertiesComeFirst() {
    Properties properties = new Properties();
    properties.setProperty("https.proxyHost", "jvm.test");

    EnvironmentProxies proxies =
        EnvironmentProxies.of(Map.of("HTTPS_PROXY", "http://proxy.test:3128"), properties);

    // Those of this process name none, and its selector is the one that is asked.
    assertThat(proxies.select(URI.create("https://data.test/x"))).containsExactly(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://proxy.test:1080",
        "https://proxy.test",
        "http://:secret@",
        "http://user:secret@proxy.test:99999",
        "http://proxy.test:0",
        "a b"
      })
  void aProxyOfAnotherKindIsRefusedWithoutShowingItsPassword(String value) {
    assertThatThrownBy(() -> EnvironmentProxies.of(Map.of("HTTPS_PROXY", value), NONE))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll("HTTPS_PROXY", "expected http://host:port")
        .hasMessageNotContaining("secret");
  }

  @Test
  void theProxyThatAsksGetsThePasswordAndNobodyElse() throws Exception {
    Authenticator authenticator =
        EnvironmentProxies.of(Map.of("HTTPS_PROXY", "http://user:s%40cret@proxy.test:3128"), NONE)
            .authenticator()
            .orElseThrow();

    PasswordAuthentication given =
        ask(authenticator, "proxy.test", 3128, RequestorType.PROXY).orElseThrow();
    assertThat(given.getUserName()).isEqualTo("user");
    assertThat(given.getPassword()).containsExactly("s@cret".toCharArray());
    assertThat(ask(authenticator, "proxy.test", 3128, RequestorType.SERVER)).isEmpty();
    assertThat(ask(authenticator, "other.test", 3128, RequestorType.PROXY)).isEmpty();
  }

  private static Optional<PasswordAuthentication> ask(
      Authenticator authenticator, String host, int port, RequestorType type) throws IOException {
    return Optional.ofNullable(
        authenticator.requestPasswordAuthenticationInstance(
            host, null, port, "http", "realm", "Basic", URI.create("http://x.test").toURL(), type));
  }

  @Test
  @Timeout(30)
  void aDownloadGoesThroughTheProxy(@TempDir Path folder) throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> refuse(proxy));
      Downloader downloader =
          Downloader.create(
              Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort()),
              Duration.ofSeconds(5),
              Duration.ofSeconds(5),
              new DownloadListener() {});
      RemoteFile file =
          new RemoteFile(
              "x",
              1,
              Optional.of("0".repeat(64)),
              List.of(URI.create("https://data.test/x")),
              List.of());

      assertThatThrownBy(() -> downloader.fetch(file, folder))
          .isInstanceOf(BackbenchException.class);

      assertThat(asked.get(10, TimeUnit.SECONDS)).startsWith("CONNECT data.test:443 ");
    }
  }

  private static String refuse(ServerSocket proxy) {
    try (Socket connection = proxy.accept()) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      String first = in.readLine();
      connection
          .getOutputStream()
          .write(
              "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return first;
    } catch (IOException e) {
      return "failed: " + e;
    }
  }

  private static String select(Map<String, String> environment, String url) {
    Proxy proxy = EnvironmentProxies.of(environment, NONE).select(URI.create(url)).get(0);
    return proxy.equals(Proxy.NO_PROXY)
        ? "direct"
        : ((InetSocketAddress) proxy.address()).getHostString()
            + ":"
            + ((InetSocketAddress) proxy.address()).getPort();
  }
}
