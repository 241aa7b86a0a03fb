package backbench.data.download;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the proxy that the environment names, as command-line tools do; the JVM looks at its own
 * properties alone.
 *
 * <p>Where {@code https.proxyHost}, {@code http.proxyHost}, {@code socksProxyHost} or {@code
 * java.net.useSystemProxies} is set, the JVM's choice holds. Else {@code https_proxy} and {@code
 * http_proxy} (or in capitals) are {@code http://[user:password@]host[:port]}, and {@code no_proxy}
 * lists hosts and domains, or is {@code *}. This machine itself is reached without a proxy.
 */
final class EnvironmentProxies extends ProxySelector {

  private static final List<String> JVM_PROPERTIES =
      List.of("https.proxyHost", "http.proxyHost", "socksProxyHost", "java.net.useSystemProxies");
  private static final int USUAL_PORT = 80;

  private record Named(InetSocketAddress address, Optional<PasswordAuthentication> password) {}

  private final @Nullable ProxySelector jvm;
  private final Optional<Named> https;
  private final Optional<Named> http;
  private final List<String> direct;

  private EnvironmentProxies(
      @Nullable ProxySelector jvm,
      Optional<Named> https,
      Optional<Named> http,
      List<String> direct) {
    this.jvm = jvm;
    this.https = https;
    this.http = http;
    this.direct = List.copyOf(direct);
  }

  /**
   * Reads the environment.
   *
   * @throws BackbenchException {@code INVALID_ARGUMENT} if it names a proxy in no form that is
   *     known
   */
  static EnvironmentProxies of(Map<String, String> environment, Properties properties) {
    if (JVM_PROPERTIES.stream().anyMatch(name -> !properties.getProperty(name, "").isEmpty())) {
      return new EnvironmentProxies(
          ProxySelector.getDefault(), Optional.empty(), Optional.empty(), List.of());
    }
    return new EnvironmentProxies(
        null,
        named(environment, "https_proxy"),
        named(environment, "http_proxy"),
        Arrays.stream(value(environment, "no_proxy").split("[,\\s]+"))
            .map(name -> name.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
            .filter(name -> !name.isEmpty())
            .toList());
  }

  private static String value(Map<String, String> environment, String name) {
    String lower = environment.getOrDefault(name, "");
    return lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
  }

  private static Optional<Named> named(Map<String, String> environment, String name) {
    String value = value(environment, name).strip();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    URI proxy;
    try {
      proxy = URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message would show a password.
      throw unknown(name);
    }
    if (!"http".equalsIgnoreCase(proxy.getScheme()) || proxy.getHost() == null) {
      throw unknown(name);
    }
    int port = proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
    if (port == 0 || port > RemoteFile.LAST_PORT) {
      throw unknown(name);
    }
    return Optional.of(
        new Named(
            new InetSocketAddress(proxy.getHost(), port),
            Optional.ofNullable(proxy.getRawUserInfo()).map(EnvironmentProxies::password)));
  }

  private static PasswordAuthentication password(String userInfo) {
    String[] parts = userInfo.split(":", 2);
    String password = parts.length == 2 ? decoded(parts[1]) : "";
    return new PasswordAuthentication(decoded(parts[0]), password.toCharArray());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static BackbenchException unknown(String name) {
    return new BackbenchException(
        ErrorCode.INVALID_ARGUMENT,
        "the environment variable %s (or %s) is not the URL of a proxy; expected http://host:port"
            .formatted(name, name.toUpperCase(Locale.ROOT)));
  }

  @Override
  public List<Proxy> select(URI url) {
    if (jvm != null) {
      return jvm.select(url);
    }
    Optional<Named> named = "https".equalsIgnoreCase(url.getScheme()) ? https : http;
    if (named.isEmpty() || isDirect(url)) {
      return List.of(Proxy.NO_PROXY);
    }
    return List.of(new Proxy(Proxy.Type.HTTP, named.get().address()));
  }

  private boolean isDirect(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    if (RemoteFile.isLoopback(host) || direct.contains("*")) {
      return true;
    }
    return direct.stream()
        .anyMatch(
            name ->
                host.equals(name)
                    || host.endsWith("." + name)
                    || (host + ":" + url.getPort()).equals(name));
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException failure) {
    if (jvm != null) {
      jvm.connectFailed(url, address, failure);
    }
  }

  /** Returns who answers when a proxy asks for a password, if the environment has one. */
  Optional<Authenticator> authenticator() {
    List<Named> withPassword = new ArrayList<>();
    https.filter(named -> named.password().isPresent()).ifPresent(withPassword::add);
    http.filter(named -> named.password().isPresent()).ifPresent(withPassword::add);
    if (withPassword.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Authenticator() {
          @Override
          protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY) {
              return null;
            }
            return withPassword.stream()
                .filter(named -> named.address().getHostString().equals(getRequestingHost()))
                .filter(named -> named.address().getPort() == getRequestingPort())
                .findFirst()
                .flatMap(Named::password)
                .orElse(null);
          }
        });
  }
}
