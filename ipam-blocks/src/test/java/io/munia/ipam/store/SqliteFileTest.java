package io.munia.ipam.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteFileTest {
  @TempDir private Path folder;

  /// Before which question of ours the other's tables are there.
  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT count(*)", "PRAGMA application_id", "PRAGMA user_version", "BEGIN I"})
  void a_file_that_another_process_makes_at_the_same_time_is_ours(String question)
      throws Exception {
    Path path = folder.resolve("ipam.db");
    SqliteFile file = new SqliteFile(path, 1000);
    Other other = new Other(question, path);
    try (Connection connection = file.connect()) {
      file.prepare(other.of(Connection.class, connection));
      assertThat(other.came).isTrue();
      file.prepare(connection);
    }
    try (SqliteStore store = SqliteStore.open(path)) {
      assertThat(store.get(List.of()).revision()).isZero();
    }
  }

  /// Opens the file, which makes its tables, before a statement that begins like this.
  private static final class Other {
    private final String question;
    private final Path path;
    private boolean came;

    Other(String question, Path path) {
      this.question = question;
      this.path = path;
    }

    <T> T of(Class<T> type, T connection) {
      InvocationHandler handler =
          (_, method, arguments) -> {
            if (!came
                && arguments != null
                && arguments[0] instanceof String sql
                && sql.startsWith(question)) {
              came = true;
              SqliteStore.open(path).close();
            }
            Object answer = call(method, connection, arguments);
            return answer instanceof Statement statement ? of(Statement.class, statement) : answer;
          };
      return type.cast(
          Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
