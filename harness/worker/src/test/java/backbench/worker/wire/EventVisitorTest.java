package backbench.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventVisitorTest {

  /** Records a call of a visitor. */
  private record Call(String method, Object event) {}

  static Stream<Event> events() {
    return Samples.events();
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventIsHandledOnceByTheMethodOfItsName(Event event) {
    List<Call> calls = new ArrayList<>();
    EventVisitor visitor =
        (EventVisitor)
            Proxy.newProxyInstance(
                EventVisitor.class.getClassLoader(),
                new Class<?>[] {EventVisitor.class},
                (proxy, method, arguments) -> {
                  calls.add(new Call(method.getName(), arguments[0]));
                  return null;
                });

    event.accept(visitor);

    String kind = event.getClass().getSimpleName();
    assertThat(calls)
        .containsExactly(
            new Call(Character.toLowerCase(kind.charAt(0)) + kind.substring(1), event));
  }
}
