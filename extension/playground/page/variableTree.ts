import type { DebugProtocol } from '@vscode/debugprotocol';
import { make } from '../../webPage/page/elements.ts';

/** How many items of a list are asked for at a time: there can be ten million. */
const PAGE_SIZE = 100;

type Variables = (
  args: DebugProtocol.VariablesArguments,
) => Promise<readonly DebugProtocol.Variable[]>;

/** What can hold variables: a scope, or a value. */
type Holder = Pick<
  DebugProtocol.Variable,
  'variablesReference' | 'namedVariables' | 'indexedVariables'
>;

/** The variables of a frame. What a value holds is asked for when somebody opens it. */
export class VariableTree {
  readonly #root: HTMLElement;
  readonly #variables: Variables;
  /** What is open, by the names that lead there: it stays so at the next stop. */
  readonly #open = new Set<string>();

  constructor(root: HTMLElement, variables: Variables) {
    this.#root = root;
    this.#variables = variables;
  }

  show(scopes: readonly DebugProtocol.Scope[]): void {
    const [first] = scopes;
    if (first !== undefined && this.#open.size === 0) this.#open.add(first.name);
    this.#root.replaceChildren(
      ...scopes.map(scope => this.#branch([make('span', 'scope', scope.name)], scope, scope.name)),
    );
  }

  #item(variable: DebugProtocol.Variable, path: string): HTMLElement {
    const { name, value, type, variablesReference } = variable;
    const label = [make('span', 'name', name), make('span', 'value', value)];
    if (variablesReference !== 0) return this.#branch(label, variable, `${path}\n${name}`, type);
    const item = make('li', 'leaf');
    if (type !== undefined) item.title = type;
    item.append(...label);
    return item;
  }

  #branch(label: readonly HTMLElement[], holder: Holder, path: string, title = ''): HTMLElement {
    const item = make('li', '');
    const details = make('details', '');
    const summary = make('summary', '');
    summary.title = title;
    summary.append(...label);
    const list = make('ul', '');
    details.append(summary, list);
    details.addEventListener('toggle', () => {
      if (details.open) this.#open.add(path);
      else this.#open.delete(path);
      if (details.open && list.childElementCount === 0) void this.#fill(list, holder, path);
    });
    details.open = this.#open.has(path);
    item.append(details);
    return item;
  }

  async #fill(list: HTMLElement, holder: Holder, path: string): Promise<void> {
    const { variablesReference, namedVariables = 0, indexedVariables = 0 } = holder;
    if (indexedVariables <= PAGE_SIZE) {
      await this.#add(list, path, { variablesReference });
      return;
    }
    if (namedVariables > 0) await this.#add(list, path, { variablesReference, filter: 'named' });
    await this.#addPage(list, holder, path, 0);
  }

  async #addPage(list: HTMLElement, holder: Holder, path: string, start: number): Promise<void> {
    const { variablesReference, indexedVariables = 0 } = holder;
    const page = { filter: 'indexed', start, count: PAGE_SIZE } as const;
    await this.#add(list, path, { variablesReference, ...page });
    const rest = indexedVariables - start - PAGE_SIZE;
    if (rest <= 0) return;
    const item = make('li', 'leaf');
    const more = make('button', 'more', `Show more of ${rest.toLocaleString('en')}`);
    more.addEventListener('click', () => {
      item.remove();
      void this.#addPage(list, holder, path, start + PAGE_SIZE);
    });
    item.append(more);
    list.append(item);
  }

  async #add(
    list: HTMLElement,
    path: string,
    args: DebugProtocol.VariablesArguments,
  ): Promise<void> {
    try {
      const variables = await this.#variables(args);
      list.append(...variables.map(variable => this.#item(variable, path)));
      if (list.childElementCount === 0) list.append(make('li', 'leaf subtle', 'none'));
    } catch (error) {
      list.append(make('li', 'leaf subtle', (error as Error).message));
    }
  }
}
