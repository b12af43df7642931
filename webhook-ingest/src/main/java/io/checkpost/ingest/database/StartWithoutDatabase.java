package io.checkpost.ingest.database;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Properties;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.internal.sessions.DatabaseSessionImpl;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.DatasourceLogin;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Lets EclipseLink start while the database is down; named in {@code persistence.xml}.
 *
 * <p>While an application is deployed EclipseLink takes a connection from each of its pools, does
 * nothing with it and gives it back. Where that fails the server gives up the persistence unit for
 * good. So for as long as EclipseLink is not started it gets, in place of a connection that cannot
 * be had, one that can only be closed. And once it is started it says at once that the database is
 * down.
 */
public final class StartWithoutDatabase implements SessionCustomizer {

  @Override
  public void customize(Session session) {
    letStart(session.getLogin());
    doNotAskAgain(session.getLogin());
    if (session instanceof ServerSession server) {
      letStart(server.getReadConnectionPool().getLogin());
      server.getConnectionPools().values().forEach(pool -> letStart(pool.getLogin()));
    }
  }

  /**
   * It would have whoever asks wait for ten seconds; they are told, and may ask again themselves.
   */
  private static void doNotAskAgain(@Nullable Login login) {
    if (login instanceof DatabaseLogin database) {
      database.setQueryRetryAttemptCount(0);
    }
  }

  private static void letStart(@Nullable Login login) {
    if (login instanceof DatasourceLogin datasource
        && !(datasource.getConnector() instanceof StartConnector)) {
      datasource.setConnector(new StartConnector(datasource.getConnector()));
    }
  }

  private static final class StartConnector implements Connector {

    private static final long serialVersionUID = 1L;

    private final Connector connector;

    StartConnector(Connector connector) {
      this.connector = connector;
    }

    @Override
    public Connection connect(Properties properties, Session session) {
      try {
        return connector.connect(properties, session);
      } catch (DatabaseException e) {
        if (session instanceof DatabaseSessionImpl starting && !starting.isLoggedIn()) {
          return nowhere();
        }
        throw e;
      }
    }

    @SuppressWarnings("NullAway") // what is asked of it returns nothing
    private static Connection nowhere() {
      return (Connection)
          Proxy.newProxyInstance(
              StartWithoutDatabase.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) ->
                  switch (method.getReturnType().getName()) {
                    case "boolean" -> false;
                    case "int" -> 0;
                    default -> null;
                  });
    }

    @Override
    public String getConnectionDetails() {
      return connector.getConnectionDetails();
    }

    @Override
    public void toString(PrintWriter writer) {
      connector.toString(writer);
    }

    @Override
    public Object clone() {
      return new StartConnector((Connector) connector.clone());
    }
  }
}
