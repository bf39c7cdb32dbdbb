import { Code, Image, Text } from '@mantine/core';
import type { Content } from './tool';

const PICTURE = /^image\/(png|jpeg|gif|webp|avif|svg\+xml)$/;
const SOUND = /^audio\/[a-z0-9.+-]+$/;

/** A part of a result. Nothing in it is ever taken for HTML; a picture is an image, in which scripts do not run. */
export function ContentView({ content }: { content: Content }) {
  const { type, text, data, mimeType = '', resource, uri, name } = content;
  if (typeof text === 'string') return <Lines text={text} />;
  if (type === 'image' && PICTURE.test(mimeType)) {
    return (
      <Image
        src={`data:${mimeType};base64,${data}`}
        alt="Picture of the result"
        maw={480}
        w="auto"
        radius="sm"
        style={{ alignSelf: 'flex-start' }}
      />
    );
  }
  if (type === 'audio' && SOUND.test(mimeType)) return <audio controls src={`data:${mimeType};base64,${data}`} />;
  if (resource) {
    return (
      <>
        <Text size="xs" c="dimmed">
          {resource.uri}
        </Text>
        <ResourceView {...resource} />
      </>
    );
  }
  if (uri) return <Lines text={name ? `${name}: ${uri}` : uri} />;
  return <Lines text={JSON.stringify(content, null, 2)} />;
}

/** What a resource holds. */
export function ResourceView({ text, blob, mimeType = '' }: NonNullable<Content['resource']>) {
  if (typeof text === 'string') return <Lines text={text} />;
  if (PICTURE.test(mimeType)) return <ContentView content={{ type: 'image', data: blob ?? '', mimeType }} />;
  return <Lines text={`${mimeType || 'data'}, ${Math.floor(((blob?.length ?? 0) * 3) / 4)} bytes`} />;
}

export function Lines({ text }: { text: string }) {
  return (
    <Code block mah={400} tabIndex={0} style={{ overflow: 'auto', whiteSpace: 'pre-wrap' }}>
      {text}
    </Code>
  );
}
