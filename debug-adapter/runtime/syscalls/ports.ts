import { absent, type SyscallFamily } from './syscall.ts';

const OF_THE_MACHINE = 'the network interfaces and routes are those of the machine';

/** Network interfaces of the program's own, in WASIX: there are none. */
export const portCalls: SyscallFamily = absent({
  port_addr_add: OF_THE_MACHINE,
  port_addr_clear: OF_THE_MACHINE,
  port_addr_list: OF_THE_MACHINE,
  port_addr_remove: OF_THE_MACHINE,
  port_bridge: OF_THE_MACHINE,
  port_dhcp_acquire: OF_THE_MACHINE,
  port_gateway_set: OF_THE_MACHINE,
  port_mac: OF_THE_MACHINE,
  port_route_add: OF_THE_MACHINE,
  port_route_clear: OF_THE_MACHINE,
  port_route_list: OF_THE_MACHINE,
  port_route_remove: OF_THE_MACHINE,
  port_unbridge: OF_THE_MACHINE,
});
