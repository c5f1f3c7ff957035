package care.conflict.warehouse;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes where every socket of this process is going: the JDK asks it before each connect. */
final class Connections extends ProxySelector {
  final List<String> hosts = new CopyOnWriteArrayList<>();

  static Connections watch() {
    Connections watch = new Connections();
    ProxySelector.setDefault(watch);
    return watch;
  }

  @Override
  public List<Proxy> select(URI uri) {
    hosts.add(String.valueOf(uri.getHost()));
    return List.of(Proxy.NO_PROXY);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    hosts.add(String.valueOf(uri.getHost()));
  }
}
