// What both conformance servers offer besides the tools.
import { PNG, embedded, image, text } from './content.mjs';
import { elicit } from './questions.mjs';
import { takes, tools } from './tools.mjs';

const prompt = (...blocks) => ({
  messages: blocks.map((block) => ({ role: 'user', content: block })),
});

export const prompts = {
  test_simple_prompt: { run: () => prompt(text('This is a simple prompt for testing.')) },
  test_prompt_with_arguments: {
    arguments: ['arg1', 'arg2'],
    run: ({ args }) =>
      prompt(text(`Prompt with arguments: arg1='${args.arg1}', arg2='${args.arg2}'`)),
  },
  test_prompt_with_embedded_resource: {
    arguments: ['resourceUri'],
    run: ({ args }) => {
      const resource = embedded(
        args.resourceUri,
        'text/plain',
        'Embedded resource content for testing.',
      );
      return prompt(resource, text('Please process the embedded resource above.'));
    },
  },
  test_prompt_with_image: { run: () => prompt(image, text('Please analyze the image above.')) },
  test_input_required_result_prompt: {
    rounds: () => [
      {
        user_context: elicit('What context should the prompt use?', {
          context: { type: 'string' },
        }),
      },
    ],
    run: ({ answers }) => prompt(text(`Prompt with context: ${JSON.stringify(answers)}`)),
  },
};

export const lists = {
  tools: {
    tools: Object.entries(tools).map(([name, { inputSchema = takes({}) }]) => ({
      name,
      description: `Fixture ${name}`,
      inputSchema,
    })),
  },
  prompts: {
    prompts: Object.entries(prompts).map(([name, { arguments: names = [] }]) => ({
      name,
      description: `Fixture ${name}`,
      arguments: names.map((argument) => ({ name: argument, required: true })),
    })),
  },
  resources: {
    resources: [
      { uri: 'test://static-text', name: 'Static text', mimeType: 'text/plain' },
      { uri: 'test://static-binary', name: 'Static binary', mimeType: 'image/png' },
      { uri: 'test://watched-resource', name: 'Watched resource', mimeType: 'text/plain' },
    ],
  },
  templates: {
    resourceTemplates: [
      { uriTemplate: 'test://template/{id}/data', name: 'Template', mimeType: 'application/json' },
    ],
  },
};

/** The contents of a resource, or undefined where there is none. */
export function read(uri) {
  const [, id] = /^test:\/\/template\/([^/]+)\/data$/.exec(uri) ?? [];
  if (id) {
    return { uri, mimeType: 'application/json', text: JSON.stringify({ id, templateTest: true }) };
  }
  const resource = lists.resources.resources.find((candidate) => candidate.uri === uri);
  if (!resource) {
    return undefined;
  }
  const body =
    resource.mimeType === 'image/png' ? { blob: PNG } : { text: `This is ${resource.name}.` };
  return { uri, mimeType: resource.mimeType, ...body };
}

export const completion = {
  completion: { values: ['paris', 'park', 'party'], total: 3, hasMore: false },
};

export const identity = { name: 'conformance-server', version: '1.0.0' };

export const capabilities = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  completions: {},
  logging: {},
};
